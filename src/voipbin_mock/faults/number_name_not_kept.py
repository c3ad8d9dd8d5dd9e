"""A number that is given a name says so and forgets it."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class NumberNameNotKept(Fault):
    """The answer is written before the change is saved."""

    name = "number-name-not-kept"
    kind = "persistence"
    sentence = "a number that is given a name says so and forgets it"
    rule = "[C] PUT /numbers/{id}"
    operations = NUMBERS
    kinds = ("echo", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            number = mock.numbers.records.find(asked.params.get("id", ""))
            before = (number.name, number.detail) if number else ("", "")
            answer = handle(asked)
            if number is not None and asked.operation.name == "PUT /numbers/{id}":
                number.name, number.detail = before
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        where = f"/numbers/{drive.number_id()}"
        drive.send("PUT", where, {"name": "desk", "detail": "", "call_flow_id": NIL_UUID, "message_flow_id": NIL_UUID})
        drive.get(where)
