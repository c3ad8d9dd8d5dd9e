"""Every text is spoken in en-US."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class AlwaysEnglish(Fault):
    """The option is not read."""

    name = "always-english"
    kind = "flow"
    sentence = "every text is spoken in en-US"
    rule = "[T] talk: language"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def change(detail: dict[str, Any]) -> dict[str, Any]:
            return {**detail, "language": "en-US"} if "language" in detail else detail

        on_trace(mock, "prompt", change)

    def trigger(self, drive: Drive) -> None:
        german = {"type": "talk", "option": {"text": "Guten Tag", "language": "de-DE"}}
        drive.watch(drive.call(LISTENS, german))
