"""While five calls of a customer are under way, a sixth fails at once although its callee can be reached."""

from __future__ import annotations

from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.legs import Leg
from voipbin_mock.mock import Mock


class SixthCallFails(Fault):
    """A trunk with five channels, and nobody asks."""

    name = "sixth-call-fails"
    kind = "races"
    sentence = "while five calls of a customer are under way, a sixth fails at once although its callee can be reached"
    rule = "facts: A call: failed is for who cannot be reached; this callee can"
    operations = CALLS
    kinds = (*WRONG_CALL, "fan-out")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Order) -> Leg:
            leg: Leg = dial(order)
            mine = [one for one in mock.calls.legs.values() if one.call.customer_id == order.customer.id]
            if len(mine) > 5:
                leg.after(50, lambda: leg.reject(503))
            return leg

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.call([LISTENS] * 6)
        drive.advance(5000)
        drive.get("/calls")
