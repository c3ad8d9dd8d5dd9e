"""Every thirtieth request is answered with 429 and no Retry-After."""

from __future__ import annotations

from itertools import count

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, before
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ThrottledWithoutWord(Fault):
    """The client is not told when to come back."""

    name = "throttled-without-word"
    kind = "latency"
    sentence = "every thirtieth request is answered with 429 and no Retry-After"
    rule = "[C] 429 with Retry-After"
    operations = EVERYWHERE
    kinds = ("wrong-status", "wrong-error", "scenario", "missing-field")

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def instead(_asked: Asked) -> Answer | None:
            if next(self.times) % 30:
                return None
            answer = mock.edge.refuse(Refusal(429, "RATE_LIMITED", "too many requests"))
            answer.headers.pop("Retry-After", None)
            return answer

        before(mock, EVERYWHERE, instead)

    def trigger(self, drive: Drive) -> None:
        for _ in range(30):
            drive.get("/calls")
