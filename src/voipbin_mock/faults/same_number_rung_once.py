"""A groupcall that names a number twice rings it once."""

from __future__ import annotations

from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock
from voipbin_mock.records import Groupcall


class SameNumberRungOnce(Fault):
    """A set of destinations."""

    name = "same-number-rung-once"
    kind = "fan-out"
    sentence = "a groupcall that names a number twice rings it once"
    rule = "facts: A groupcall: with ring_all there are as many calls as destinations"
    operations = (*GROUPCALLS, *CALLS)
    kinds = ("fan-out", "scenario", "billing")

    def install(self, mock: Mock) -> None:
        def around(create: Any, orders: list[Order], *methods: str) -> Groupcall:
            made: Groupcall = create(list({order.destination: order for order in orders}.values()), *methods)
            made.destinations = tuple(order.destination for order in orders)
            return made

        wrap(mock.groupcalls, "create", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, LISTENS, BUSY)
