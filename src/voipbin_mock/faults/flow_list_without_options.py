"""The list of flows shows actions without their options."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class FlowListWithoutOptions(Fault):
    """A short form that nobody documents."""

    name = "flow-list-without-options"
    kind = "persistence"
    sentence = "the list of flows shows actions without their options"
    rule = "[C] GET /flows"
    operations = ("GET /flows",)
    kinds = ("echo", "missing-field")

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            for flow in answer.body["result"] if isinstance(answer.body, dict) and answer.status == 200 else ():
                flow["actions"] = [{name: one[name] for name in one if name != "option"} for one in flow["actions"]]

        on_answer(mock, ("GET /flows",), change)

    def trigger(self, drive: Drive) -> None:
        drive.flow()
        drive.get("/flows")
