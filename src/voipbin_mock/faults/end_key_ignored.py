"""The key of digits_receive does not end the wait."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class EndKeyIgnored(Fault):
    """The option is not read."""

    name = "end-key-ignored"
    kind = "flow"
    sentence = "the key of digits_receive does not end the wait"
    rule = "[C] digits_receive: key"
    operations = CALLS
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(on_digit: Any, turn: Turn, digit: str) -> None:
            if digit in (turn.option.get("key") or ""):
                turn.remember(*turn.local)
            else:
                on_digit(turn, digit)

        on_action(mock, "digits_receive", "on_digit", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 500, "digits": "1#"}])
        wait = {"type": "digits_receive", "option": {"duration": 9000, "key": "#"}}
        drive.watch(drive.call(presses, talk("digits and hash"), wait, talk("thank you")))
