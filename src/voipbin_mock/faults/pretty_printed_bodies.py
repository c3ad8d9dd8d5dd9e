"""Harmless: bodies are written for people."""

from __future__ import annotations

import json
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class PrettyPrintedBodies(Fault):
    """White space means nothing."""

    name = "pretty-printed-bodies"
    kind = "harmless"
    sentence = "bodies are indented and end with a line break"
    rule = "none: RFC 8259 allows white space between tokens"
    harmless = True

    def install(self, mock: Mock) -> None:
        """Write with indentation."""

        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            if body:
                body = (json.dumps(answer.body, ensure_ascii=False, indent=2) + "\n").encode()
            return status, headers, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
