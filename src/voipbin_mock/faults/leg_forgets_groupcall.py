"""The calls of a groupcall do not name it."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS, on_document
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class LegForgetsGroupcall(Fault):
    """The link is kept one way."""

    name = "leg-forgets-groupcall"
    kind = "fan-out"
    sentence = "the calls of a groupcall do not name it"
    rule = "[C] a call's groupcall_id"
    operations = (*GROUPCALLS, *CALLS)
    kinds = ("fan-out", "echo", "missing-field")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def change(_call: Any, document: dict[str, Any]) -> dict[str, Any]:
            return {**document, "groupcall_id": NIL_UUID}

        on_document(mock, "call", change)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
        drive.get("/calls")
