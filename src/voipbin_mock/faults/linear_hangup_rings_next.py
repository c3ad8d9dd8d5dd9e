"""Hanging up a linear groupcall while its first destination rings makes it ring the next one."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock
from voipbin_mock.records import Groupcall


class LinearHangupRingsNext(Fault):
    """Ended is ended, says the loop, and goes on."""

    name = "linear-hangup-rings-next"
    kind = "fan-out"
    sentence = "hanging up a linear groupcall while its first destination rings makes it ring the next one"
    rule = "[C] POST /groupcalls/{id}/hangup: nobody is rung any more after it"
    operations = (*GROUPCALLS, *CALLS)
    kinds = ("lifecycle", "fan-out", "scenario", "leftover")

    def install(self, mock: Mock) -> None:
        def around(ended: Any, groupcall: Groupcall) -> None:
            if groupcall.status == "hangingup" and len(groupcall.call_ids) < len(groupcall.destinations):
                groupcall.status = "progressing"
            ended(groupcall)

        wrap(mock.groupcalls, "_ended", around)

    def trigger(self, drive: Drive) -> None:
        group_id = drive.groupcall(LISTENS, LISTENS, ring_method="linear")
        drive.advance(1000)
        drive.post(f"/groupcalls/{group_id}/hangup")
        drive.advance(1000)
        drive.get(f"/groupcalls/{group_id}")
