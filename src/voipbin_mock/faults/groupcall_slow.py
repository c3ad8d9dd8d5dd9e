"""Every fifth groupcall takes three seconds to be made."""

from __future__ import annotations

from itertools import count

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class GroupcallSlow(Fault):
    """Each destination is looked up in turn."""

    name = "groupcall-slow"
    kind = "latency"
    sentence = "every fifth groupcall takes three seconds to be made"
    rule = "[D] each answer within the limit of the profile"
    operations = ("POST /groupcalls",)
    kinds = ("latency",)

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if answer.status == 200 and next(self.times) % 5 == 0:
                mock.pacer.hold(3000)

        on_answer(mock, ("POST /groupcalls",), change)

    def trigger(self, drive: Drive) -> None:
        for _ in range(5):
            drive.groupcall(LISTENS, BUSY)
