"""Each call of a groupcall rings the first destination."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class AllLegsRingTheFirst(Fault):
    """The index stays at zero."""

    name = "all-legs-ring-the-first"
    kind = "fan-out"
    sentence = "each call of a groupcall rings the first destination"
    rule = "facts: each call of a groupcall rings its own destination"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "scenario")

    def install(self, mock: Mock) -> None:
        def around(create: Any, orders: Any, *rest: Any) -> Any:
            made = create([orders[0] for _ in orders], *rest)
            made.destinations = tuple(order.destination for order in orders)
            return made

        wrap(mock.groupcalls, "create", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
        drive.get("/calls")
