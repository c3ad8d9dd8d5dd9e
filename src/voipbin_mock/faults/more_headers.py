"""Harmless: answers carry headers that nobody asked for."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class MoreHeaders(Fault):
    """A gateway stands in between."""

    name = "more-headers"
    kind = "harmless"
    sentence = "answers carry headers that nobody asked for"
    rule = "none: RFC 9110: other headers are ignored"
    harmless = True

    def install(self, mock: Mock) -> None:
        more = {
            "X-Request-Id": "0000",
            "Server": "gateway",
            "Cache-Control": "no-store",
            "Via": "1.1 edge",
            "Vary": "Origin",
        }

        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, {**more, **headers}, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
