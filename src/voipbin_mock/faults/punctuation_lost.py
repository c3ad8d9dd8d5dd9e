"""A text is spoken without its quotes and apostrophes."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class PunctuationLost(Fault):
    """Cleaned for a shell."""

    name = "punctuation-lost"
    kind = "flow"
    sentence = "a text is spoken without its quotes and apostrophes"
    rule = "[T] talk: text"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def change(detail: dict[str, Any]) -> dict[str, Any]:
            if "text" not in detail:
                return detail
            return {**detail, "text": detail["text"].translate({ord(mark): None for mark in "'\""})}

        on_trace(mock, "prompt", change)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, talk("it's five o'clock")))
