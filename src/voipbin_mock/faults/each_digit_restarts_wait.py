"""Each digit gives digits_receive its whole duration anew."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, receive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class EachDigitRestartsWait(Fault):
    """The timer is set again."""

    name = "each-digit-restarts-wait"
    kind = "flow"
    sentence = "each digit gives digits_receive its whole duration anew"
    rule = "[T] digits_receive: duration"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(on_digit: Any, turn: Turn, digit: str) -> None:
            before = turn.token
            on_digit(turn, digit)
            if turn.waiting and turn.token == before:
                turn.wait(int(turn.option["duration"]), *turn.local)

        on_action(mock, "digits_receive", "on_digit", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 3000, "digits": "1"}])
        drive.watch(drive.call(presses, talk("two digits"), receive(2), talk("thank you")))
