"""Every fifteenth call is refused with 503."""

from __future__ import annotations

from itertools import count

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import before, broken
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class CallFailsNowAndThen(Fault):
    """One of the servers is down."""

    name = "call-fails-now-and-then"
    kind = "latency"
    sentence = "every fifteenth call is refused with 503"
    rule = "facts: no 5xx is documented"
    operations = ("POST /calls",)
    kinds = ("crash", "wrong-status")

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def instead(asked: Asked) -> Answer | None:
            return broken(mock, 503) if asked.raw and next(self.times) % 15 == 0 else None

        before(mock, ("POST /calls",), instead)

    def trigger(self, drive: Drive) -> None:
        for _ in range(15):
            drive.call()
