"""Every fifth list of numbers is 429, although nobody hurries."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import before
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ThrottledAtFive(Fault):
    """A counter that is never reset."""

    name = "throttled-at-five"
    kind = "latency"
    sentence = "every fifth list of numbers is 429, although nobody hurries"
    rule = "facts: Authentication: a burst of 33 requests"
    operations = ("GET /numbers",)
    kinds = ("wrong-status", "scenario")

    def install(self, mock: Mock) -> None:
        asked_so_far: list[int] = []

        def instead(_asked: Asked) -> Answer | None:
            asked_so_far.append(1)
            return mock.edge.refuse(Refusal(429, "RATE_LIMITED", "slow down")) if len(asked_so_far) % 5 == 0 else None

        before(mock, ("GET /numbers",), instead)

    def trigger(self, drive: Drive) -> None:
        for _ in range(5):
            drive.get("/numbers")
