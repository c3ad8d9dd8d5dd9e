"""The key that ends digits_receive is among the digits received."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class EndKeyKept(Fault):
    """The key is a digit like any other."""

    name = "end-key-kept"
    kind = "flow"
    sentence = "the key that ends digits_receive is among the digits received"
    rule = "[C] FlowManagerActionOptionDigitsReceive: the variable holds what came before the end key"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(receive: Any, turn: Turn, digits: str, by: str) -> None:
            receive(turn, digits + str(turn.option["key"])[0] if by == "key" else digits, by)

        on_action(mock, "digits_receive", "receive", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 300, "digits": "12#"}])
        asks = {"type": "digits_receive", "option": {"duration": 5000, "key": "#"}}
        drive.watch(drive.call(presses, talk("your number, please"), asks, talk("you said ${voipbin.call.digits}")))
