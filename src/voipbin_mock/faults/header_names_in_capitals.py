"""Harmless: the names of headers are written in capitals."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class HeaderNamesInCapitals(Fault):
    """Case means nothing here either; HTTP/1.1 shows it, HTTP/2 never does."""

    name = "header-names-in-capitals"
    kind = "harmless"
    sentence = "the names of headers are written in capitals"
    rule = "none: RFC 9110: names of headers are read without case"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, {name.upper(): value for name, value in headers.items()}, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
