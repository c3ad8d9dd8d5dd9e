"""Harmless: tokens look like signed ones, with dots and dashes."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock

HEAD, TAIL = "eyJ0-xQ.", ".c2ln_nature"


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
            return token and HEAD + token + TAIL

        def known_by(known: Any, token: str) -> Any:
            whole = token.startswith(HEAD) and token.endswith(TAIL)
            return known(token.removeprefix(HEAD).removesuffix(TAIL) if whole else token + TAIL)

        wrap(mock.accounts, "log_in", around)
        wrap(mock.accounts, "by_token", known_by)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, token=drive.log_in())
