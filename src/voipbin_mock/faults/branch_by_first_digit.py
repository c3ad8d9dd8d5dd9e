"""Branch looks at the first digit only."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class BranchByFirstDigit(Fault):
    """One digit was enough so far."""

    name = "branch-by-first-digit"
    kind = "flow"
    sentence = "branch looks at the first digit only"
    rule = "[T] branch: the key that equals the digits"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "branch", "choose", lambda choose, turn, digits: choose(turn, digits[:1]))

    def trigger(self, drive: Drive) -> None:
        number = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 300, "digits": "12"}])
        drive.watch(drive.call(number, *menu("12", "1")))
