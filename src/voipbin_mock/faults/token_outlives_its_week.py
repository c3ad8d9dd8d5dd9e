"""A token is still good after eight days."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, LOGIN
from voipbin_mock.mock import Mock


class TokenOutlivesItsWeek(Fault):
    """Nobody looks at the time."""

    name = "token-outlives-its-week"
    kind = "authentication"
    sentence = "a token is still good after eight days"
    rule = "[C] tokens last 7 days"
    operations = EVERYWHERE + LOGIN
    kinds = ("auth", "scenario")

    def install(self, mock: Mock) -> None:
        owners: dict[str, str] = {}
        known = mock.accounts.by_token

        def log_in(original: Any, username: Any, password: Any) -> Any:
            token = original(username, password)
            if token is not None:
                owners[token] = known(token) or ""
            return token

        wrap(mock.accounts, "log_in", log_in)
        wrap(mock.accounts, "by_token", lambda _known, token: owners.get(token))

    def trigger(self, drive: Drive) -> None:
        token = drive.log_in()
        drive.advance(8 * 24 * 3600 * 1000)
        drive.send("GET", "/calls", account=None, token=token)
