"""Harmless: tokens look like signed ones, with dots and dashes."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class LongerToken(Fault):
    """Nobody may read a token."""

    name = "longer-token"
    kind = "harmless"
    sentence = "tokens look like signed ones, with dots and dashes"
    rule = "none: a token is any text"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(log_in: Any, username: Any, password: Any) -> Any:
            token = log_in(username, password)
            return token and f"eyJ0-xQ.{token}.c2ln_nature"

        wrap(mock.accounts, "log_in", around)
        wrap(mock.accounts, "by_token", lambda known, token: known(token.removeprefix("eyJ0-xQ.").split(".")[0]))

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, token=drive.log_in())
