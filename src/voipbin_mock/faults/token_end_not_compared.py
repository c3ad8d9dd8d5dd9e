"""A token is good whatever its last letter is."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class TokenEndNotCompared(Fault):
    """One letter less is compared."""

    name = "token-end-not-compared"
    kind = "authentication"
    sentence = "a token is good whatever its last letter is"
    rule = "facts: Authentication: a bad credential is 401"
    operations = EVERYWHERE
    kinds = ("auth",)

    def install(self, mock: Mock) -> None:
        def around(known: Any, token: str) -> Any:
            tokens = mock.accounts._tokens  # noqa: SLF001
            return known(next((one for one in tokens if one[:-1] == token[:-1] and len(one) == len(token)), token))

        wrap(mock.accounts, "by_token", around)

    def trigger(self, drive: Drive) -> None:
        token = drive.log_in()
        drive.send("GET", "/calls", account=None, token=token[:-1] + ("x" if token[-1] != "x" else "y"))
