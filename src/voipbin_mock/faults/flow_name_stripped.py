"""Blanks around the name of a flow are lost."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS, on_document
from voipbin_mock.mock import Mock


class FlowNameStripped(Fault):
    """Tidied up without being asked."""

    name = "flow-name-stripped"
    kind = "persistence"
    sentence = "blanks around the name of a flow are lost"
    rule = "[C] POST /flows: name"
    operations = FLOWS
    kinds = ("echo",)

    def install(self, mock: Mock) -> None:
        def change(_flow: Any, document: dict[str, Any]) -> dict[str, Any]:
            return {**document, "name": document["name"].strip(), "detail": document["detail"].strip()}

        on_document(mock, "flow", change)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/flows/{drive.flow(name=' a name ')}")
