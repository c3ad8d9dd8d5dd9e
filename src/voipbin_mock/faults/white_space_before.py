"""Harmless: bodies begin with a line break and a tab."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class WhiteSpaceBefore(Fault):
    """White space means nothing, not even at the beginning."""

    name = "white-space-before"
    kind = "harmless"
    sentence = "bodies begin with a line break and a tab"
    rule = "none: RFC 8259 allows white space"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, headers, b"\r\n\t" + body if body else body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
