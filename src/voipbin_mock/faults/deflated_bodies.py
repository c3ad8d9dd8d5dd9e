"""Harmless: bodies are packed with deflate."""

from __future__ import annotations

import zlib
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class DeflatedBodies(Fault):
    """The same, in fewer bytes, packed another way."""

    name = "deflated-bodies"
    kind = "harmless"
    sentence = "bodies are packed with deflate"
    rule = "none: RFC 9110: Content-Encoding"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return (
                status,
                {**headers, "Content-Encoding": "deflate"} if body else headers,
                zlib.compress(body) if body else body,
            )

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", f"/calls/{drive.call()}")
