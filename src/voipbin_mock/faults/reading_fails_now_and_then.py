"""Every twentieth look at a flow is answered with 500."""

from __future__ import annotations

from itertools import count

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import before, broken
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ReadingFailsNowAndThen(Fault):
    """A connection to the store is lost."""

    name = "reading-fails-now-and-then"
    kind = "latency"
    sentence = "every twentieth look at a flow is answered with 500"
    rule = "facts: no 5xx is documented"
    operations = ("GET /flows/{id}",)
    kinds = ("crash", "wrong-status")

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def instead(_asked: Asked) -> Answer | None:
            return broken(mock) if next(self.times) % 20 == 0 else None

        before(mock, ("GET /flows/{id}",), instead)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow()
        for _ in range(20):
            drive.get(f"/flows/{flow_id}")
