"""The two flows of a number are stored the wrong way round."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS, on_answer
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class FlowIdsSwapped(Fault):
    """Two arguments in the wrong order."""

    name = "flow-ids-swapped"
    kind = "persistence"
    sentence = "the two flows of a number are stored the wrong way round"
    rule = "[C] PUT /numbers/{id}/flow_ids"
    operations = NUMBERS
    kinds = ("echo", "scenario", "flow")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            number = mock.numbers.records.find(asked.params["id"])
            if answer.status != 200 or number is None:
                return None
            number.call_flow_id, number.message_flow_id = number.message_flow_id, number.call_flow_id
            return Answer(200, mock.edition.number(number))

        on_answer(mock, ("PUT /numbers/{id}/flow_ids",), change)

    def trigger(self, drive: Drive) -> None:
        flow_ids = {"call_flow_id": drive.flow(), "message_flow_id": NIL_UUID}
        drive.send("PUT", f"/numbers/{drive.number_id()}/flow_ids", flow_ids)
