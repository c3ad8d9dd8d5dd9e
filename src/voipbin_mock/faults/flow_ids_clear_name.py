"""Setting the flows of a number empties its name and detail."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS, on_answer
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class FlowIdsClearName(Fault):
    """One statement for both forms."""

    name = "flow-ids-clear-name"
    kind = "persistence"
    sentence = "setting the flows of a number empties its name and detail"
    rule = "[C] PUT /numbers/{id}/flow_ids: it sets flows, and takes nothing else"
    operations = NUMBERS
    kinds = ("side-effect", "echo", "scenario", "collection")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            number = mock.numbers.records.find(asked.id) if answer.status == 200 else None
            if number is not None:
                number.name = number.detail = ""

        on_answer(mock, ("PUT /numbers/{id}/flow_ids",), change)

    def trigger(self, drive: Drive) -> None:
        number_id = drive.number_id()
        flow_ids = {"call_flow_id": NIL_UUID, "message_flow_id": NIL_UUID}
        drive.send("PUT", f"/numbers/{number_id}", {"name": "desk", "detail": "the front desk", **flow_ids})
        drive.send("PUT", f"/numbers/{number_id}/flow_ids", flow_ids)
        drive.get(f"/numbers/{number_id}")
