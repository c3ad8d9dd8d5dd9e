"""The message flow of a number is answered and not kept."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS, on_answer
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class MessageFlowForgotten(Fault):
    """One of two columns is written."""

    name = "message-flow-forgotten"
    kind = "persistence"
    sentence = "the message flow of a number is answered and not kept"
    rule = "[C] PUT /numbers/{id}/flow_ids"
    operations = NUMBERS
    kinds = ("echo",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if answer.status == 200 and isinstance(answer.body, dict):
                number = mock.numbers.records.find(answer.body["id"])
                if number is not None:
                    number.message_flow_id = NIL_UUID

        on_answer(mock, ("PUT /numbers/{id}/flow_ids", "PUT /numbers/{id}"), change)

    def trigger(self, drive: Drive) -> None:
        path, flow_id = f"/numbers/{drive.number_id()}", drive.flow()
        drive.send("PUT", f"{path}/flow_ids", {"call_flow_id": flow_id, "message_flow_id": flow_id})
        drive.get(path)
