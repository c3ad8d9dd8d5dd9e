"""Harmless: the content type names its charset in capitals, without a blank."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class CharsetInCapitals(Fault):
    """Case means nothing here, and white space neither."""

    name = "charset-in-capitals"
    kind = "harmless"
    sentence = "the content type names its charset in capitals, without a blank"
    rule = "none: RFC 9110: parameters and charsets are read without case"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, {**headers, **({"Content-Type": "application/json;Charset=UTF-8"} if body else {})}, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
