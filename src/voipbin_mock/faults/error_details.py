"""Harmless: refusals carry details."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class ErrorDetails(Fault):
    """An optional member."""

    name = "error-details"
    kind = "harmless"
    sentence = "refusals carry details"
    rule = "none: [C] the error envelope may have details"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(error: Any, *args: Any) -> Any:
            written = error(*args)
            return {"error": {**written["error"], "details": []}}

        wrap(mock.edition, "error", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
