"""The list of access keys shows their tokens."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import ACCESSKEYS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class KeysListSecrets(Fault):
    """The list forgets to leave it out."""

    name = "keys-list-secrets"
    kind = "isolation"
    sentence = "the list of access keys shows their tokens"
    rule = "[C] CustomerManagerAccesskey: whoever has made a key sees its token then, and never after"
    operations = ACCESSKEYS
    kinds = ("leak", "undeclared-field", "auth", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            body: Any = answer.body
            if answer.status != 200:
                return None
            keys = [mock.accesskeys.find(shown["id"]) for shown in body["result"]]
            shown = [mock.edition.accesskey(key, show_token=True) for key in keys if key is not None]
            return Answer(200, {**body, "result": shown})

        on_answer(mock, ("GET /accesskeys",), change)

    def trigger(self, drive: Drive) -> None:
        drive.post("/accesskeys", {"name": "spare", "detail": "a detail", "expire": 3600})
        drive.get("/accesskeys")
