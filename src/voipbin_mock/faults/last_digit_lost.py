"""The last of several digits received is lost."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class LastDigitLost(Fault):
    """The buffer is read too early."""

    name = "last-digit-lost"
    kind = "flow"
    sentence = "the last of several digits received is lost"
    rule = "[T] digits_receive: the digits that were pressed"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(receive: Any, turn: Any, digits: str, by: str) -> None:
            receive(turn, digits[:-1] if len(digits) > 1 else digits, by)

        on_action(mock, "digits_receive", "receive", around)

    def trigger(self, drive: Drive) -> None:
        number = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 300, "digits": "12"}])
        drive.watch(drive.call(number, *menu("12", "1")))
