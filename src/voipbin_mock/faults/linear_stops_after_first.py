"""A linear groupcall does not go on when its first destination is busy."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class LinearStopsAfterFirst(Fault):
    """The first is also the last."""

    name = "linear-stops-after-first"
    kind = "fan-out"
    sentence = "a linear groupcall does not go on when its first destination is busy"
    rule = "[C] ring_method linear: one after another"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(create: Any, orders: Any, ring_method: str, answer_method: str) -> Any:
            made = create(orders[:1] if ring_method == "linear" else orders, ring_method, answer_method)
            made.destinations = tuple(order.destination for order in orders)
            return made

        wrap(mock.groupcalls, "create", around)

    def trigger(self, drive: Drive) -> None:
        groupcall_id = drive.groupcall(BUSY, LISTENS, ring_method="linear")
        drive.advance(5000)
        drive.get(f"/groupcalls/{groupcall_id}")
