"""Harmless: bodies are packed with gzip."""

from __future__ import annotations

import gzip
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class GzippedBodies(Fault):
    """The same, in fewer bytes."""

    name = "gzipped-bodies"
    kind = "harmless"
    sentence = "bodies are packed with gzip"
    rule = "none: RFC 9110: Content-Encoding"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            if not body:
                return status, headers, body
            return (
                status,
                {**headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"},
                gzip.compress(body, mtime=0),
            )

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
