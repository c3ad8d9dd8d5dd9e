"""Goto never jumps more than twice, whatever its count."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, action_id, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class ThirdJumpSkipped(Fault):
    """Larger counts were never tried."""

    name = "third-jump-skipped"
    kind = "rare-branch"
    sentence = "goto never jumps more than twice, whatever its count"
    rule = "[T] Simple outbound call with Branch: at most loop_count jumps"
    operations = CALLS + ACTIVEFLOWS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "goto", "limit", lambda limit, turn: min(2, limit(turn)))

    def trigger(self, drive: Drive) -> None:
        again = {"type": "goto", "option": {"target_id": action_id(1), "loop_count": 4}}
        drive.watch(drive.call(LISTENS, talk("round", id=action_id(1)), again))
