"""Answers say that they are written in another charset than they are."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class CharsetIsLatin(Fault):
    """The default of a web server from the last century."""

    name = "charset-is-latin"
    kind = "shape"
    sentence = "the content type names the charset ISO-8859-1"
    rule = "RFC 8259, 8.1: JSON is exchanged in UTF-8"
    operations = EVERYWHERE
    kinds = ("wrong-content-type",)

    def install(self, mock: Mock) -> None:
        def around(write: Any, answer: Any) -> Any:
            status, headers, body = write(answer)
            declared = {"Content-Type": "application/json; charset=ISO-8859-1"} if body else {}
            return status, {**headers, **declared}, body

        wrap(mock.edge, "write", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
