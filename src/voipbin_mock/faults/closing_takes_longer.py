"""Harmless: terminating and canceling last 300 ms and not 20."""

from __future__ import annotations

from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.legs import Leg
from voipbin_mock.mock import Mock


class ClosingTakesLonger(Fault):
    """The far end takes its time to agree."""

    name = "closing-takes-longer"
    kind = "harmless"
    sentence = "terminating and canceling last 300 ms and not 20"
    rule = "none: facts: A call: how long a call is terminating or canceling is nowhere said"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Order) -> Leg:
            leg: Leg = dial(order)

            def end(original: Any, *how: Any) -> None:
                if leg.call.status in ("terminating", "canceling"):
                    mock.clock.after(280, lambda: original(*how))
                else:
                    original(*how)

            wrap(leg, "_end", end)
            return leg

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
        call_id = drive.call()
        drive.advance(1000)
        drive.post(f"/calls/{call_id}/hangup")
        drive.watch(call_id)
