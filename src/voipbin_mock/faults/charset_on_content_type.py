"""Harmless: the content type names its charset."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class CharsetOnContentType(Fault):
    """A parameter more."""

    name = "charset-on-content-type"
    kind = "harmless"
    sentence = "the content type names its charset"
    rule = "none: RFC 9110 allows parameters"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, {**headers, **({"Content-Type": "application/json; charset=utf-8"} if body else {})}, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
