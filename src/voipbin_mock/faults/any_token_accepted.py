"""Any text is taken for a token of the first account."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class AnyTokenAccepted(Fault):
    """The token is not looked up."""

    name = "any-token-accepted"
    kind = "authentication"
    sentence = "any text is taken for a token of the first account"
    rule = "[T] Prerequisites; [C]: a bad credential is 401"
    operations = EVERYWHERE
    kinds = ("auth", "wrong-status", "isolation", "scenario")

    def install(self, mock: Mock) -> None:
        first = next(iter(mock.accounts.customers))
        wrap(mock.accounts, "by_token", lambda known, token: known(token) or first)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, token="nonsense")
