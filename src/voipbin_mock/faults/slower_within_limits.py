"""Harmless: every twentieth answer takes 50 ms."""

from __future__ import annotations

from itertools import count
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class SlowerWithinLimits(Fault):
    """Slow is not late."""

    name = "slower-within-limits"
    kind = "harmless"
    sentence = "every twentieth answer takes 50 ms"
    rule = "none: within the limit of every profile"
    harmless = True

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Any) -> Any:
            if next(self.times) % 20 == 0:
                mock.pacer.hold(50)
            return handle(asked)

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        for _ in range(20):
            drive.get("/calls")
