"""Harmless: bodies end with a line break."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class LineBreakAtEnd(Fault):
    """White space means nothing."""

    name = "line-break-at-end"
    kind = "harmless"
    sentence = "bodies end with a line break"
    rule = "none: RFC 8259 allows white space"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, headers, body + b"\n" if body else body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
