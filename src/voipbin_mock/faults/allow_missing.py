"""A method that a path does not know is refused without a word on those that it knows."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class AllowMissing(Fault):
    """A gateway refuses before the server that knows better."""

    name = "allow-missing"
    kind = "refusal"
    sentence = "a 405 has no header Allow"
    rule = "RFC 9110, 15.5.6: a 405 names the methods of the path"
    operations = ("PATCH /calls", "PATCH /flows", "PATCH /groupcalls", "PATCH /numbers", "PATCH /calls/{id}")
    kinds = ("wrong-error",)

    def install(self, mock: Mock) -> None:
        def around(refuse: Any, refusal: Any, **headers: str) -> Any:
            return refuse(refusal, **{name: value for name, value in headers.items() if name != "Allow"})

        wrap(mock.edge, "refuse", around)

    def trigger(self, drive: Drive) -> None:
        wrong = Refusal(405, "METHOD_NOT_ALLOWED", "not here")
        drive.seen.append(drive.mock.edge.refuse(wrong, Allow="GET, HEAD, POST").headers)
