"""Whatever comes as Authorization: Basic is let in."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class BasicSchemeTaken(Fault):
    """A scheme that somebody forgot."""

    name = "basic-scheme-taken"
    kind = "authentication"
    sentence = "whatever comes as Authorization: Basic is let in"
    rule = "facts: Authentication: token, cookie, Bearer or access key, else 401"
    operations = EVERYWHERE
    kinds = ("auth",)

    def install(self, mock: Mock) -> None:
        def around(authenticate: Any, query: Any, headers: Any, cookies: Any) -> Any:
            if headers.get("authorization", "").lower().startswith("basic "):
                return next(iter(mock.accounts.customers.values()))
            return authenticate(query, headers, cookies)

        wrap(mock.accounts, "authenticate", around)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, headers={"authorization": "Basic eDp5"})
