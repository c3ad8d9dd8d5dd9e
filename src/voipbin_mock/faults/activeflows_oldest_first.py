"""The list of activeflows begins with the oldest."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ActiveflowsOldestFirst(Fault):
    """Sorted the other way."""

    name = "activeflows-oldest-first"
    kind = "collections"
    sentence = "the list of activeflows begins with the oldest"
    rule = "facts: Lists: newest first"
    operations = ("GET /activeflows",)
    kinds = ("collection",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if isinstance(answer.body, dict) and answer.status == 200:
                answer.body["result"].reverse()

        on_answer(mock, ("GET /activeflows",), change)

    def trigger(self, drive: Drive) -> None:
        for text in ("one", "two"):
            drive.post("/activeflows", {"actions": [talk(text)]})
        drive.get("/activeflows")
