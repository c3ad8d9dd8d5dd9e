"""A key pressed on one call counts on all calls of the customer."""

from __future__ import annotations

from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, menu
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.legs import Leg
from voipbin_mock.mock import Mock


class DigitsReachAllCalls(Fault):
    """One mailbox for all."""

    name = "digits-reach-all-calls"
    kind = "races"
    sentence = "a key pressed on one call counts on all calls of the customer"
    rule = "[T] digits_receive: the digits from the call"
    operations = CALLS
    kinds = ("flow", "scenario")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Order) -> Leg:
            leg: Leg = dial(order)
            press = leg.press

            def press_all(digit: str) -> None:
                press(digit)
                for other in [*mock.calls.legs.values()]:
                    if other is not leg and other.call.status == "progressing":
                        for listener in other.on_digit:
                            listener(digit)

            leg.press = press_all  # type: ignore[method-assign]
            return leg

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 500, "digits": "1"}])
        drive.call(presses, *menu("1", "2"))
        drive.watch(drive.call(LISTENS, *menu("1", "2")))
