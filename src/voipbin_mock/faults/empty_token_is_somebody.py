"""A token that is empty signs for the first account."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class EmptyTokenIsSomebody(Fault):
    """A look-up with a default."""

    name = "empty-token-is-somebody"
    kind = "authentication"
    sentence = "a token that is empty signs for the first account"
    rule = "facts: Authentication: a bad credential is 401"
    operations = EVERYWHERE
    kinds = ("auth",)

    def install(self, mock: Mock) -> None:
        def around(known: Any, token: str) -> Any:
            return known(token) if token else next(iter(mock.accounts.customers))

        wrap(mock.accounts, "by_token", around)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, token="")
