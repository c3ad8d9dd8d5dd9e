"""A change of a flow that is refused for its actions has changed the name."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS, on_answer, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RefusedFlowChangeApplied(Fault):
    """Written before it is checked."""

    name = "refused-flow-change-applied"
    kind = "refusal"
    sentence = "a change of a flow that is refused for its actions has changed the name"
    rule = "facts: Refusals: a refused request creates nothing"
    operations = FLOWS
    kinds = ("side-effect", "echo")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            flow = mock.flows.records.find(asked.params["id"].lower())
            name = posted(asked).get("name")
            if flow is not None and isinstance(name, str) and answer.status == 400:
                flow.name = name

        on_answer(mock, ("PUT /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        path = f"/flows/{drive.flow()}"
        drive.send("PUT", path, {"name": "another", "detail": "", "actions": [{"type": "no such"}]})
        drive.get(path)
