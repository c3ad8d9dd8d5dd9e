"""Harmless: the call_ids of a groupcall are told in reverse order."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class CallIdsReversed(Fault):
    """A set has no order."""

    name = "call-ids-reversed"
    kind = "harmless"
    sentence = "the call_ids of a groupcall are told in reverse order"
    rule = "none: [C] call_ids has no order that anybody documents"
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(_groupcall: Any, written: dict[str, Any]) -> dict[str, Any]:
            return {name: value[::-1] if name == "call_ids" else value for name, value in written.items()}

        on_document(mock, "groupcall", change)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
