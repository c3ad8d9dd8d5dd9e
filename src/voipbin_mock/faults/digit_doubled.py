"""Each digit of several counts twice."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class DigitDoubled(Fault):
    """Tone and message both arrive."""

    name = "digit-doubled"
    kind = "flow"
    sentence = "each digit of several counts twice"
    rule = "[T] digits_receive: the digits that were pressed"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(on_digit: Any, turn: Any, digit: str) -> None:
            on_digit(turn, digit)
            if turn.waiting:
                on_digit(turn, digit)

        on_action(mock, "digits_receive", "on_digit", around)

    def trigger(self, drive: Drive) -> None:
        number = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 300, "digits": "12"}])
        drive.watch(drive.call(number, *menu("12", "11")))
