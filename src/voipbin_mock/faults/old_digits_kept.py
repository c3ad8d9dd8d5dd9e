"""A digits_receive in which nobody presses a key leaves the digits of the one before."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, menu, receive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class OldDigitsKept(Fault):
    """Nothing new is no news."""

    name = "old-digits-kept"
    kind = "flow"
    sentence = "a digits_receive in which nobody presses a key leaves the digits of the one before"
    rule = "facts: Actions: after a wait in which nobody pressed a key the digits are none"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(receive: Any, turn: Turn, digits: str, by: str) -> None:
            if digits or by != "timeout":
                receive(turn, digits, by)
            else:
                turn.happen("digits_received", digits=digits, by=by)

        on_action(mock, "digits_receive", "receive", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 500, "digits": "1"}])
        drive.watch(drive.call(presses, talk("first, please"), receive(), *menu("1", "2")))
