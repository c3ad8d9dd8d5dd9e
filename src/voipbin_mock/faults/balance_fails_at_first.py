"""The first look at the balance is answered with 502."""

from __future__ import annotations

from itertools import count

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, before, broken
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class BalanceFailsAtFirst(Fault):
    """The billing service wakes up late."""

    name = "balance-fails-at-first"
    kind = "latency"
    sentence = "the first look at the balance is answered with 502"
    rule = "facts: no 5xx is documented"
    operations = BALANCE
    kinds = ("crash", "wrong-status")

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def instead(_asked: Asked) -> Answer | None:
            return broken(mock, 502) if next(self.times) == 1 else None

        before(mock, BALANCE, instead)

    def trigger(self, drive: Drive) -> None:
        drive.money()
