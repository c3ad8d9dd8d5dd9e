"""A token in a cookie is refused."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, LOGIN
from voipbin_mock.mock import Mock


class CookieNotTaken(Fault):
    """Cookies are not read."""

    name = "cookie-not-taken"
    kind = "authentication"
    sentence = "a token in a cookie is refused"
    rule = "[T] Prerequisites: the token goes as a cookie"
    operations = EVERYWHERE + LOGIN
    kinds = ("auth", "wrong-status", "rejected-valid", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.accounts, "authenticate", lambda known, query, headers, _cookies: known(query, headers, {}))

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, cookies={"token": drive.log_in()})
