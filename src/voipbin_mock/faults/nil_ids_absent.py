"""Harmless: calls and groupcalls leave out ids that are nil."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class NilIdsAbsent(Fault):
    """No id is nothing to show."""

    name = "nil-ids-absent"
    kind = "harmless"
    sentence = "calls and groupcalls leave out ids that are nil"
    rule = "none: facts: Editions: what is empty may be left out, and a nil id is as good as empty"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def filled(_record: Any, written: dict[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in written.items() if value != NIL_UUID}

        on_document(mock, "call", filled)
        on_document(mock, "groupcall", filled)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
        drive.groupcall(LISTENS, BUSY)
