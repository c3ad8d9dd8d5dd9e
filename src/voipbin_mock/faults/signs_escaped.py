"""Harmless: the signs <, > and & are escaped in bodies."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.mock import Mock


class SignsEscaped(Fault):
    """Some servers escape what a browser could take for markup."""

    name = "signs-escaped"
    kind = "harmless"
    sentence = "the signs <, > and & are escaped in bodies"
    rule = "none: RFC 8259 allows escapes"
    harmless = True

    def install(self, mock: Mock) -> None:
        signs = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}

        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            for sign, escape in signs.items():
                body = body.replace(sign, escape)
            return status, headers, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow(talk("less < more & more"))
        drive.get(f"/flows/{flow_id}")
