"""A flow that is posted twice is stored once."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RepeatedFlowIsTheFirst(Fault):
    """Equal requests are taken for repeats."""

    name = "repeated-flow-is-the-first"
    kind = "races"
    sentence = "a flow that is posted twice is stored once"
    rule = "[C] POST /flows creates a flow"
    operations = FLOWS
    kinds = ("echo", "lifecycle", "collection", "scenario", "side-effect")

    def install(self, mock: Mock) -> None:
        made: dict[bytes, Answer] = {}

        def around(handle: Any, asked: Asked) -> Any:
            if asked.operation.name == "POST /flows" and asked.raw in made:
                return made[asked.raw]
            answer = handle(asked)
            if asked.operation.name == "POST /flows" and answer.status == 200:
                made[asked.raw] = answer
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow()
        drive.flow()
        drive.get("/flows")
