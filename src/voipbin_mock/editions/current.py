"""The edition of today's API: an envelope around created calls, empty members left out, RFC 3339 times."""

from __future__ import annotations

from collections.abc import Sequence

from voipbin_mock.clock import calendar
from voipbin_mock.editions.base import Document, Edition
from voipbin_mock.errors import Refusal
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Address, Call, Customer, Groupcall

#: The status of an error body for each HTTP status [C]; what is not described there counts as a bad request [D].
_STATUSES = {
    401: "UNAUTHENTICATED",
    402: "PAYMENT_REQUIRED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
}


class Current(Edition):
    """Writes what the current description shows [C]."""

    name = "current"
    address_types = frozenset({"tel", "extension", "sip"})
    methods_required = True
    extension_is_groupcall = True
    empty_actions = False

    def write_time(self, moment_us: int) -> str:
        """Write a time in UTC."""
        return calendar(moment_us).replace(tzinfo=None).isoformat("T", "microseconds") + "Z"

    def time(self, moment_us: int | None) -> str | None:
        """Write a time; one that has not come is null."""
        return None if moment_us is None else self.write_time(moment_us)

    def address(self, address: Address) -> Document:
        """Write an address without its empty members."""
        return _filled(super().address(address))

    def call(self, call: Call, _customer: Customer) -> Document:
        """Write a call without its empty members."""
        return _filled(
            {
                "id": call.id,
                "customer_id": call.customer_id,
                "owner_type": "",
                "owner_id": NIL_UUID,
                "flow_id": call.flow_id,
                "activeflow_id": call.activeflow_id,
                "type": call.type,
                "master_call_id": call.master_call_id,
                "chained_call_ids": list(call.chained_call_ids),
                "recording_id": call.recording_id,
                "recording_ids": list(call.recording_ids),
                "groupcall_id": call.groupcall_id,
                "source": self.address(call.source),
                "destination": self.address(call.destination),
                "status": call.status,
                "action": None if call.action is None else self.action(call.action),
                "direction": call.direction,
                "mute_direction": call.mute_direction,
                "hangup_by": call.hangup_by,
                "hangup_reason": call.hangup_reason,
                "tm_progressing": self.time(call.progressing_us),
                "tm_ringing": self.time(call.ringing_us),
                "tm_hangup": self.time(call.hangup_us),
                "tm_create": self.time(call.created_us),
                "tm_update": self.time(call.updated_us),
            }
        )

    def groupcall(self, groupcall: Groupcall) -> Document:
        """Write a groupcall without its empty members."""
        return _filled(
            {
                "id": groupcall.id,
                "customer_id": groupcall.customer_id,
                "owner_id": NIL_UUID,
                "status": groupcall.status,
                "flow_id": groupcall.flow_id,
                "source": self.address(groupcall.source),
                "destinations": [self.address(destination) for destination in groupcall.destinations],
                "master_call_id": NIL_UUID,
                "master_groupcall_id": NIL_UUID,
                "ring_method": groupcall.ring_method,
                "answer_method": groupcall.answer_method,
                "answer_call_id": groupcall.answer_call_id,
                "call_ids": list(groupcall.call_ids),
                "answer_groupcall_id": NIL_UUID,
                "call_count": groupcall.running,
                "tm_create": self.time(groupcall.created_us),
                "tm_update": self.time(groupcall.updated_us),
            }
        )

    def created(self, calls: Sequence[Document], groupcalls: Sequence[Document]) -> object:
        """Write the envelope."""
        return {"calls": list(calls), "groupcalls": list(groupcalls)}

    def error(self, refusal: Refusal, request_id: str) -> object:
        """Write the error envelope."""
        return {
            "error": {
                "status": _STATUSES.get(refusal.status, "INVALID_ARGUMENT"),
                "reason": refusal.reason,
                "message": refusal.message,
                "request_id": request_id,
            }
        }


def _filled(document: Document) -> Document:
    """Return the members that say something."""
    return {name: value for name, value in document.items() if value not in ("", None, 0) and value != []}


EDITION = Current
