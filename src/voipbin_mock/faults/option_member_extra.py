"""The option of a talk has a member more when the flow is read."""

from __future__ import annotations

from copy import deepcopy

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import actions_of, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class OptionMemberExtra(Fault):
    """Something of the inside is written out."""

    name = "option-member-extra"
    kind = "shape"
    sentence = "the option of a talk has a member more when the flow is read"
    rule = "[C] FlowManagerActionOptionTalk"
    operations = ("GET /flows/{id}",)
    kinds = ("undeclared-field", "echo")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            if answer.status != 200:
                return None
            body = deepcopy(answer.body)
            for action in actions_of(body):
                if action["type"] == "talk":
                    action["option"]["cache_id"] = "x"
            return Answer(200, body)

        on_answer(mock, ("GET /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/flows/{drive.flow()}")
