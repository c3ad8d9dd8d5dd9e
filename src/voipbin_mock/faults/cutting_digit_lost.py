"""A digit that cuts a talk short (digits_handle next) is not there for the next digits_receive."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class CuttingDigitLost(Fault):
    """The digit has done its work."""

    name = "cutting-digit-lost"
    kind = "flow"
    sentence = "a digit that cuts a talk short (digits_handle next) is not there for the next digits_receive"
    rule = "[D] facts: Actions: what is pressed while a prompt is heard is the next wait's; [C] digits_handle"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(on_digit: Any, turn: Turn, digit: str) -> None:
            on_digit(turn, digit)
            if turn.option.get("digits_handle") == "next":
                turn.pending = ""

        on_action(mock, "talk", "on_digit", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "answer", "delay_ms": 300, "digits": "1"}])
        first, *others = menu("1", "2")
        first["option"]["digits_handle"] = "next"
        drive.watch(drive.call(presses, first, *others))
