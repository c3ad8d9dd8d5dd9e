"""The last destination of a groupcall is not called."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class LastDestinationNotCalled(Fault):
    """The loop ends too early."""

    name = "last-destination-not-called"
    kind = "fan-out"
    sentence = "the last destination of a groupcall is not called"
    rule = "facts: ring_all rings N destinations with N calls"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "scenario", "billing")

    def install(self, mock: Mock) -> None:
        def around(create: Any, orders: Any, *rest: Any) -> Any:
            made = create(orders[:-1] or orders, *rest)
            made.destinations = tuple(order.destination for order in orders)
            return made

        wrap(mock.groupcalls, "create", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
