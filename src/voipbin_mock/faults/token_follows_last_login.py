"""Once another user has signed on, all tokens act for that user."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class TokenFollowsLastLogin(Fault):
    """One session variable for all."""

    name = "token-follows-last-login"
    kind = "authentication"
    sentence = "once another user has signed on, all tokens act for that user"
    rule = "[C] 403 and 404: a token speaks for who was given it; facts: Authentication"
    operations = (*EVERYWHERE, "POST /auth/login")
    kinds = ("auth", "isolation", "scenario", "billing")

    def install(self, mock: Mock) -> None:
        last: list[str] = []

        def log_in(original: Any, username: Any, password: Any) -> str | None:
            token: str | None = original(username, password)
            if token is not None:
                last[:] = [one.id for one in mock.accounts.customers.values() if one.username == username]
            return token

        wrap(mock.accounts, "log_in", log_in)
        wrap(mock.accounts, "by_token", lambda by_token, token: (by_token(token) and last[0]) or None)

    def trigger(self, drive: Drive) -> None:
        token = drive.log_in()
        drive.log_in("other", "other")
        drive.get("/numbers", account=None, token=token)
