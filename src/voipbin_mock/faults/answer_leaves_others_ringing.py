"""When one destination of a groupcall answers, the others ring on."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class AnswerLeavesOthersRinging(Fault):
    """Nobody tells them."""

    name = "answer-leaves-others-ringing"
    kind = "fan-out"
    sentence = "when one destination of a groupcall answers, the others ring on"
    rule = "[C] answer_method hangup_others"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "lifecycle", "scenario")

    def install(self, mock: Mock) -> None:
        def around(hang_up: Any, groupcall: Any, but: Any = None) -> None:
            if but is None:
                hang_up(groupcall)

        wrap(mock.groupcalls, "_hang_up_legs", around)

    def trigger(self, drive: Drive) -> None:
        groupcall_id = drive.groupcall(LISTENS, drive.callee(outcome="no_answer"))
        drive.advance(5000)
        drive.get("/calls")
        drive.get(f"/groupcalls/{groupcall_id}")
