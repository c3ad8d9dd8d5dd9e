"""Harmless: slashes are escaped in bodies."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.mock import Mock


class SlashesEscaped(Fault):
    """Some servers escape the slash, for the sake of pages that hold JSON."""

    name = "slashes-escaped"
    kind = "harmless"
    sentence = "slashes are escaped in bodies"
    rule = "none: RFC 8259 allows escapes"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            return status, headers, body.replace(b"/", b"\\/")

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow(talk("either/or"))
        drive.get(f"/flows/{flow_id}")
