"""A login with a wrong password ends the tokens of that user."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class BadLoginEndsSessions(Fault):
    """A lock-out that anybody can cause."""

    name = "bad-login-ends-sessions"
    kind = "authentication"
    sentence = "a login with a wrong password ends the tokens of that user"
    rule = "facts: Authentication: tokens last 7 days"
    operations = EVERYWHERE
    kinds = ("auth",)

    def install(self, mock: Mock) -> None:
        def around(log_in: Any, username: Any, password: Any) -> Any:
            token = log_in(username, password)
            tokens, customers = mock.accounts._tokens, mock.accounts.customers  # noqa: SLF001
            for known, (customer_id, _) in [*tokens.items()] if token is None else ():
                if customers[customer_id].username == username:
                    del tokens[known]
            return token

        wrap(mock.accounts, "log_in", around)

    def trigger(self, drive: Drive) -> None:
        token = drive.log_in()
        drive.log_in("demo", "wrong")
        drive.send("GET", "/calls", account=None, token=token)
