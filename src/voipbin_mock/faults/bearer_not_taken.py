"""A token in the header Authorization is refused."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, LOGIN
from voipbin_mock.mock import Mock


class BearerNotTaken(Fault):
    """The header is not read."""

    name = "bearer-not-taken"
    kind = "authentication"
    sentence = "a token in the header Authorization is refused"
    rule = "[C] securitySchemes: bearer"
    operations = EVERYWHERE + LOGIN
    kinds = ("auth", "wrong-status", "rejected-valid", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        wrap(mock.accounts, "authenticate", lambda known, query, _headers, cookies: known(query, {}, cookies))

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None, headers={"authorization": f"Bearer {drive.log_in()}"})
