"""Answers repeat the credential that they were asked with."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class TokenInHeader(Fault):
    """A help for finding errors, left switched on."""

    name = "token-in-header"
    kind = "authentication"
    sentence = "each answer has a header that repeats the credential of its request"
    rule = "[C] a token is shown once, where it is handed out"
    operations = EVERYWHERE
    kinds = ("leak",)

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Any) -> Any:
            answer = handle(asked)
            sent = (asked.query.get("token"), asked.query.get("accesskey"), asked.headers.get("authorization"))
            answer.headers.update({"X-Signed-With": str(next(filter(None, sent), "nothing"))})
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.get("/calls")
