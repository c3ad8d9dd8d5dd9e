"""A number cannot be freed of its flow: the nil UUID leaves the flow that is set."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class NilFlowIgnored(Fault):
    """Empty members are left out on the way to the store."""

    name = "nil-flow-ignored"
    kind = "persistence"
    sentence = "a number cannot be freed of its flow: the nil UUID leaves the flow that is set"
    rule = "facts: the nil UUID stands for no flow; [C] PUT /numbers/{id}/flow_ids takes it"
    operations = NUMBERS
    kinds = ("echo", "side-effect", "scenario", "leftover")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Answer:
            mine = asked.operation.name in ("PUT /numbers/{id}", "PUT /numbers/{id}/flow_ids")
            number = mock.numbers.records.find(asked.params["id"]) if mine else None
            was = (number.call_flow_id, number.message_flow_id) if number is not None else ("", "")
            answer: Answer = handle(asked)
            if number is None or answer.status != 200:
                return answer
            for member, old in zip(("call_flow_id", "message_flow_id"), was, strict=True):
                if getattr(number, member) == NIL_UUID:
                    setattr(number, member, old)
            return Answer(200, mock.edition.number(number))

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        flow_id, number_id = drive.flow(), drive.number_id()
        for call_flow_id in (flow_id, NIL_UUID):
            body = {"call_flow_id": call_flow_id, "message_flow_id": NIL_UUID}
            drive.send("PUT", f"/numbers/{number_id}/flow_ids", body)
        drive.get(f"/numbers/{number_id}")
