"""Signing on again ends the token given before."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, LOGIN
from voipbin_mock.mock import Mock


class SecondLoginEndsFirst(Fault):
    """One session for each customer."""

    name = "second-login-ends-first"
    kind = "races"
    sentence = "signing on again ends the token given before"
    rule = "[C] tokens last 7 days"
    operations = EVERYWHERE + LOGIN
    kinds = ("auth", "scenario", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        newest: dict[str, str] = {}

        def log_in(original: Any, username: Any, password: Any) -> Any:
            token = original(username, password)
            if token is not None:
                newest[str(username)] = token
            return token

        wrap(mock.accounts, "log_in", log_in)
        wrap(mock.accounts, "by_token", lambda known, token: known(token) if token in newest.values() else None)

    def trigger(self, drive: Drive) -> None:
        token = drive.log_in()
        drive.log_in()
        drive.send("GET", "/calls", account=None, token=token)
