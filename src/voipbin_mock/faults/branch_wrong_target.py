"""branch jumps to the default, whatever the digits."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.mock import Mock


class BranchWrongTarget(Fault):
    """Every digit is taken for a wrong one."""

    name = "branch-wrong-target"
    kind = "flow"
    sentence = "branch jumps to its default target although a digit names another one"
    rule = "[T] Simple outbound call with Branch: the digits choose the action"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        """Choose the default."""

        def around(_choose: Any, turn: Any, _digits: str) -> str:
            default: str = turn.option["default_target_id"]
            return default.lower()

        wrap(mock.interpreter.actions["branch"], "choose", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call("+15550100001", *menu("1")))
