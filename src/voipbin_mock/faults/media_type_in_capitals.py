"""Harmless: the content type is written in capitals."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class MediaTypeInCapitals(Fault):
    """Case means nothing here."""

    name = "media-type-in-capitals"
    kind = "harmless"
    sentence = "the content type is written in capitals"
    rule = "none: RFC 9110: media types are read without case"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, {**headers, **({"Content-Type": "Application/JSON"} if body else {})}, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
