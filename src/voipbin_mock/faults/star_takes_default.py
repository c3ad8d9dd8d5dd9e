"""A branch on star or hash takes the default."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class StarTakesDefault(Fault):
    """Keys are taken for numbers."""

    name = "star-takes-default"
    kind = "rare-branch"
    sentence = "a branch on star or hash takes the default"
    rule = "[T] branch: target_ids"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(choose: Any, turn: Turn, digits: str) -> Any:
            return choose(turn, "" if digits in ("*", "#") else digits)

        on_action(mock, "branch", "choose", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 500, "digits": "*"}])
        drive.watch(drive.call(presses, *menu("*", "1")))
