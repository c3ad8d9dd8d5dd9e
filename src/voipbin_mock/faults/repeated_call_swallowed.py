"""A second equal request for a call within a second makes no call."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RepeatedCallSwallowed(Fault):
    """Equal requests are taken for repeats."""

    name = "repeated-call-swallowed"
    kind = "races"
    sentence = "a second equal request for a call within a second makes no call"
    rule = "[T] POST /calls makes a call"
    operations = ("POST /calls", "GET /calls", *BALANCE)
    kinds = ("echo", "lifecycle", "fan-out", "scenario", "billing")

    def install(self, mock: Mock) -> None:
        last: dict[bytes, tuple[int, Answer]] = {}

        def around(handle: Any, asked: Asked) -> Any:
            if asked.operation.name != "POST /calls":
                return handle(asked)
            since, answer = last.get(asked.raw, (-10_000, None))
            if answer is None or mock.clock.now_ms - since > 1000:
                answer = handle(asked)
                last[asked.raw] = (mock.clock.now_ms, answer)
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.call()
        drive.get("/calls")
