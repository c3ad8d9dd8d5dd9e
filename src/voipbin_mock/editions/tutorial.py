"""The edition of the tutorial: bare arrays, times without a zone, calls of one of two generations."""

from __future__ import annotations

from collections.abc import Sequence

from voipbin_mock.clock import calendar
from voipbin_mock.editions.base import Document, Edition
from voipbin_mock.errors import Refusal
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Accesskey, Address, Call, Customer, Groupcall

_NOT_COME = {"2021": "", "2022": "9999-01-01 00:00:00.000000"}


class Tutorial(Edition):
    """Writes what the tutorial shows [T]; bodies that it does not show are those of [C]."""

    name = "tutorial"
    address_types = frozenset({"tel", "endpoint", "extension", "sip"})

    def write_time(self, moment_us: int) -> str:
        """Write a time in UTC without saying so."""
        return calendar(moment_us).replace(tzinfo=None).isoformat(" ", "microseconds")

    def time(self, moment_us: int | None) -> str:
        """Write a time; one that has not come is empty (2021) or far away (2022)."""
        return _NOT_COME[self.generation] if moment_us is None else self.write_time(moment_us)

    def call(self, call: Call, customer: Customer) -> Document:
        """Write a call of the generation."""
        old = self.generation == "2021"
        return {
            "id": call.id,
            **({"user_id": customer.number} if old else {}),
            "flow_id": call.flow_id,
            "conf_id" if old else "confbridge_id": NIL_UUID,
            "type": call.type,
            "master_call_id": call.master_call_id,
            "chained_call_ids": list(call.chained_call_ids),
            "recording_id": call.recording_id,
            "recording_ids": list(call.recording_ids),
            "source": self._address_of_call(call.source),
            "destination": self._address_of_call(call.destination),
            "status": call.status,
            **({} if old else {"action": _action_of_call(call)}),
            "direction": call.direction,
            "hangup_by": call.hangup_by,
            "hangup_reason": call.hangup_reason,
            "tm_create": self.time(call.created_us),
            "tm_update": self.time(call.updated_us),
            "tm_progressing": self.time(call.progressing_us),
            "tm_ringing": self.time(call.ringing_us),
            "tm_hangup": self.time(call.hangup_us),
        }

    def groupcall(self, groupcall: Groupcall) -> Document:
        """Write a groupcall: one generation of its own (2023), whose times look like those of 2022."""
        later = Tutorial("2022")
        return {
            "id": groupcall.id,
            "customer_id": groupcall.customer_id,
            "source": self.address(groupcall.source),
            "destinations": [self.address(destination) for destination in groupcall.destinations],
            "ring_method": groupcall.ring_method,
            "answer_method": groupcall.answer_method,
            "answer_call_id": groupcall.answer_call_id,
            "call_ids": list(groupcall.call_ids),
            "tm_create": later.time(groupcall.created_us),
            "tm_update": later.time(groupcall.updated_us),
            "tm_delete": later.time(None),
        }

    def created(self, calls: Sequence[Document], groupcalls: Sequence[Document]) -> object:
        """Write a bare array; this edition makes no groupcalls from ``POST /calls``."""
        return [*calls, *groupcalls]

    def accesskey(self, key: Accesskey, *, show_token: bool = True) -> Document:
        """Write an access key with its token: the tutorial says to take it from the list."""
        return super().accesskey(key, show_token=show_token)

    def error(self, refusal: Refusal, _request_id: str) -> object:
        """Write a refusal; the tutorial shows no body."""
        return {"message": refusal.message}

    def _address_of_call(self, address: Address) -> Document:
        if self.generation == "2021":
            return {"type": address.type, "target": address.target, "name": address.name}
        return self.address(address)


def _action_of_call(call: Call) -> Document:
    if call.action is None:
        return {"id": "00000000-0000-0000-0000-000000000001", "type": ""}
    return {"id": call.action.id, "type": call.action.type}


EDITION = Tutorial
