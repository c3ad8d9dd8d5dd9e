"""Harmless: the token_prefix of an access key is ten characters long."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class LongerKeyPrefix(Fault):
    """As in the example of the description."""

    name = "longer-key-prefix"
    kind = "harmless"
    sentence = "the token_prefix of an access key is ten characters long"
    rule = "none: [C] token_prefix: how short it is nobody says, and the example has ten letters"
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(key: Any, written: dict[str, Any]) -> dict[str, Any]:
            return {**written, "token_prefix": key.token[:10]}

        on_document(mock, "accesskey", change)

    def trigger(self, drive: Drive) -> None:
        drive.get("/accesskeys")
