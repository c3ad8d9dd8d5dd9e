"""The activeflows of all calls of a groupcall refer to its first call."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import ACTIVEFLOWS, GROUPCALLS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.records import Flow


class ReferenceOfFirstLeg(Fault):
    """A group has one reference."""

    name = "reference-of-first-leg"
    kind = "flow"
    sentence = "the activeflows of all calls of a groupcall refer to its first call"
    rule = "[C] FlowManagerActiveflow: reference_id is the call on which this one runs"
    operations = (*ACTIVEFLOWS, *GROUPCALLS)
    editions = ("current",)
    kinds = ("flow", "scenario", "fan-out", "echo", "lifecycle")

    def install(self, mock: Mock) -> None:
        def around(
            create: Any, customer_id: str, flow: Flow, kind: str, reference_id: str = NIL_UUID, **more: Any
        ) -> Any:
            call = mock.calls.records.find(reference_id)
            group = mock.groupcalls.records.find(call.groupcall_id) if call is not None else None
            first = group.call_ids[0] if group is not None and group.call_ids else reference_id
            return create(customer_id, flow, kind, first, **more)

        wrap(mock.activeflows, "create", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
        drive.get("/activeflows")
