"""A linear groupcall rings all destinations at once."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class LinearRingsAll(Fault):
    """The method is shown and not used."""

    name = "linear-rings-all"
    kind = "fan-out"
    sentence = "a linear groupcall rings all destinations at once"
    rule = "[C] ring_method linear"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "scenario", "flow")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(create: Any, orders: Any, ring_method: str, answer_method: str) -> Any:
            made = create(orders, "ring_all" if ring_method == "linear" else ring_method, answer_method)
            made.ring_method = ring_method
            return made

        wrap(mock.groupcalls, "create", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY, ring_method="linear")
