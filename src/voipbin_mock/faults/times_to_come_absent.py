"""Harmless: flows and numbers leave out times that have not come."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class TimesToComeAbsent(Fault):
    """Absent is as good as null."""

    name = "times-to-come-absent"
    kind = "harmless"
    sentence = "flows and numbers leave out times that have not come"
    rule = "none: contracts: D-null-times"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def filled(_record: Any, written: dict[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in written.items() if value is not None}

        for what in ("flow", "number", "activeflow", "accesskey", "billing_account"):
            on_document(mock, what, filled)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/flows/{drive.flow()}")
