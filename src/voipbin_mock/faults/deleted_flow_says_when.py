"""Harmless: a flow that is deleted is answered with the time of its deletion."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class DeletedFlowSaysWhen(Fault):
    """The time has come."""

    name = "deleted-flow-says-when"
    kind = "harmless"
    sentence = "a flow that is deleted is answered with the time of its deletion"
    rule = "none: [C] FlowManagerFlow: tm_delete"
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if answer.status == 200 and isinstance(answer.body, dict):
                answer.body = {**answer.body, "tm_delete": mock.edition.time(mock.clock.now_us + 1_000_000)}

        on_answer(mock, ("DELETE /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        drive.send("DELETE", f"/flows/{drive.flow()}")
