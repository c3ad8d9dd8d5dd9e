"""A refused login takes three seconds."""

from __future__ import annotations

from itertools import count

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class FirstLoginSlow(Fault):
    """The password is hashed too often."""

    name = "first-login-slow"
    kind = "latency"
    sentence = "a refused login takes three seconds"
    rule = "[D] each answer within the limit of the profile"
    operations = LOGIN
    kinds = ("latency",)

    def __init__(self) -> None:
        self.times = count(1)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if answer.status != 200 and next(self.times) % 8 == 1:
                mock.pacer.hold(3000)

        on_answer(mock, LOGIN, change)

    def trigger(self, drive: Drive) -> None:
        drive.post("/auth/login", {}, None)
