"""Harmless: the deletion of an access key is answered with 200 and no body."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class KeyDeletionSilent(Fault):
    """Gone, and nothing to tell."""

    name = "key-deletion-silent"
    kind = "harmless"
    sentence = "the deletion of an access key is answered with 200 and no body"
    rule = "none: [C] DELETE /accesskeys/{id}: no body is described"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            return Answer(200) if answer.status == 200 else None

        on_answer(mock, ("DELETE /accesskeys/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        key = drive.post("/accesskeys", {"name": "spare", "detail": "a detail", "expire": 60})
        drive.send("DELETE", f"/accesskeys/{key['id']}")
