"""A digit that is pressed during a prompt is lost."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class EarlyDigitLost(Fault):
    """Nobody listens during a prompt."""

    name = "early-digit-lost"
    kind = "flow"
    sentence = "a digit that is pressed during a prompt is lost"
    rule = "[D] facts: Actions: it counts for the next receive"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "talk", "on_digit", lambda *_: None)

    def trigger(self, drive: Drive) -> None:
        number = drive.callee(acts=[{"do": "press", "after": "answer", "delay_ms": 300, "digits": "1"}])
        drive.watch(drive.call(number, *menu("1")))
