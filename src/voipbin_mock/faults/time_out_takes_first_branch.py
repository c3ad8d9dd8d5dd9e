"""Branch without digits takes the first target and not the default."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, menu
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class TimeOutTakesFirstBranch(Fault):
    """No digits and the first digit look the same."""

    name = "time-out-takes-first-branch"
    kind = "rare-branch"
    sentence = "branch without digits takes the first target and not the default"
    rule = "[T] Simple outbound call with Branch: else the default target"
    operations = CALLS + ACTIVEFLOWS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(choose: Any, turn: Any, digits: str) -> Any:
            targets = turn.option["target_ids"]
            return choose(turn, digits) if digits or not targets else next(iter(targets.values())).lower()

        on_action(mock, "branch", "choose", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, *menu("1", "2")))
