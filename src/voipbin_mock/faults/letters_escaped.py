"""Harmless: letters beyond ASCII are escaped."""

from __future__ import annotations

import json
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class LettersEscaped(Fault):
    """The same text in other signs."""

    name = "letters-escaped"
    kind = "harmless"
    sentence = "letters beyond ASCII are escaped"
    rule = "none: RFC 8259 allows escapes"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, headers, json.dumps(answer.body).encode() if body else body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
