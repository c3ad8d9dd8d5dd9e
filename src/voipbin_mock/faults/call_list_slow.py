"""Every twelfth list of calls takes three seconds."""

from __future__ import annotations

from itertools import count

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class CallListSlow(Fault):
    """An index is missing."""

    name = "call-list-slow"
    kind = "latency"
    sentence = "every twelfth list of calls takes three seconds"
    rule = "[D] each answer within the limit of the profile"
    operations = ("GET /calls",)
    kinds = ("latency",)

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, _answer: Answer) -> None:
            if next(self.times) % 12 == 0:
                mock.pacer.hold(3000)

        on_answer(mock, ("GET /calls",), change)

    def trigger(self, drive: Drive) -> None:
        for _ in range(12):
            drive.get("/calls")
