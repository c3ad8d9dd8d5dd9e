"""A groupcall whose calls are over stays progressing."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import GROUPCALLS, on_document
from voipbin_mock.mock import Mock


class GroupcallNeverEnds(Fault):
    """Nobody tells it."""

    name = "groupcall-never-ends"
    kind = "fan-out"
    sentence = "a groupcall whose calls are over stays progressing"
    rule = "[C] a groupcall's status"
    operations = GROUPCALLS
    kinds = ("fan-out", "lifecycle", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def change(_groupcall: Any, document: dict[str, Any]) -> dict[str, Any]:
            return {**document, "status": "progressing"}

        on_document(mock, "groupcall", change)

    def trigger(self, drive: Drive) -> None:
        groupcall_id = drive.groupcall(BUSY, BUSY)
        drive.advance(60_000)
        drive.get(f"/groupcalls/{groupcall_id}")
