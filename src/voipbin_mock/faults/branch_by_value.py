"""Branch compares digits as numbers, so that 01 takes the branch of 1."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class BranchByValue(Fault):
    """Digits are numbers, are they not."""

    name = "branch-by-value"
    kind = "flow"
    sentence = "branch compares digits as numbers, so that 01 takes the branch of 1"
    rule = "facts: Actions: an arm of a branch is chosen by the very digits that were pressed"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(choose: Any, turn: Turn, digits: str) -> str:
            for key, target_id in turn.option["target_ids"].items():
                if digits.isdecimal() and key.isdecimal() and int(key) == int(digits):
                    return str(target_id).lower()
            return str(choose(turn, digits))

        on_action(mock, "branch", "choose", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 300, "digits": "01"}])
        drive.watch(drive.call(presses, *menu("1", "22")))
