"""A flow that is refused is stored without its actions."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked
from voipbin_mock.records import Flow


class RefusedFlowKept(Fault):
    """The record is made first and filled later."""

    name = "refused-flow-kept"
    kind = "refusal"
    sentence = "a flow that is refused is stored without its actions"
    rule = "facts: Refusals: a refused request creates nothing"
    operations = ("POST /flows", "GET /flows")
    kinds = ("side-effect", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            if answer.status == 400 and asked.customer.id:
                flows = mock.flows.records
                flows.add(
                    Flow(mock.ids.uuid(), asked.customer.id, flows.stamp(), name="", detail="", body=FlowBody(()))
                )

        on_answer(mock, ("POST /flows",), change)

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
        drive.get("/flows")
