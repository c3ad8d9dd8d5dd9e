"""A number gets its new name although its new flow is refused."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import UNKNOWN_ID, Drive
from voipbin_mock.faults._seams import NUMBERS, on_answer, posted
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RefusedNumberRenamed(Fault):
    """Member by member, with no way back."""

    name = "refused-number-renamed"
    kind = "refusal"
    sentence = "a number gets its new name although its new flow is refused"
    rule = "[C] PUT /numbers/{id}; a refused request changes nothing"
    operations = NUMBERS
    kinds = ("side-effect", "echo", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            number = mock.numbers.records.find(asked.params["id"])
            if answer.status in (400, 404) and number is not None and number.customer_id == asked.customer.id:
                number.name = str(posted(asked).get("name", ""))

        on_answer(mock, ("PUT /numbers/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        where = f"/numbers/{drive.number_id()}"
        drive.send(
            "PUT", where, {"name": "desk", "detail": "", "call_flow_id": UNKNOWN_ID, "message_flow_id": NIL_UUID}
        )
        drive.get(where)
