"""Hanging up a groupcall ends only its first call."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class GroupHangupEndsOne(Fault):
    """The loop returns after its first turn."""

    name = "group-hangup-ends-one"
    kind = "fan-out"
    sentence = "hanging up a groupcall ends only its first call"
    rule = "[C] POST /groupcalls/{id}/hangup"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "lifecycle", "scenario")

    def install(self, mock: Mock) -> None:
        def around(hang_up: Any, groupcall: Any, but: Any = None) -> None:
            if but is not None:
                hang_up(groupcall, but)
            elif groupcall.call_ids[0] in mock.calls.legs:
                mock.calls.legs[groupcall.call_ids[0]].hang_up()

        wrap(mock.groupcalls, "_hang_up_legs", around)

    def trigger(self, drive: Drive) -> None:
        never = drive.callee(outcome="no_answer")
        groupcall_id = drive.groupcall(never, never)
        drive.advance(500)
        drive.post(f"/groupcalls/{groupcall_id}/hangup")
        drive.advance(500)
        drive.get("/calls")
