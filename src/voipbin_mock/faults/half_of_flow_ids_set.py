"""Flows refused for the second of the two have set the first."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import UNKNOWN_ID, Drive
from voipbin_mock.faults._seams import NUMBERS, on_answer, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class HalfOfFlowIdsSet(Fault):
    """Written one by one."""

    name = "half-of-flow-ids-set"
    kind = "refusal"
    sentence = "flows refused for the second of the two have set the first"
    rule = "facts: Refusals: a refused request creates nothing"
    operations = NUMBERS
    kinds = ("side-effect", "echo")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            number = mock.numbers.records.find(asked.params["id"].lower())
            flow_id = posted(asked).get("call_flow_id")
            good = isinstance(flow_id, str) and mock.flows.records.find(flow_id.lower())
            if number is not None and good and answer.status == 404 and number.customer_id == asked.customer.id:
                number.call_flow_id = good.id

        on_answer(mock, ("PUT /numbers/{id}/flow_ids",), change)

    def trigger(self, drive: Drive) -> None:
        path = f"/numbers/{drive.number_id()}"
        drive.send("PUT", f"{path}/flow_ids", {"call_flow_id": drive.flow(), "message_flow_id": UNKNOWN_ID})
        drive.get(path)
