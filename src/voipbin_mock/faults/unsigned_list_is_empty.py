"""A list of calls without a credential is answered with 200 and no items."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class UnsignedListIsEmpty(Fault):
    """Nobody has no calls."""

    name = "unsigned-list-is-empty"
    kind = "masked"
    sentence = "a list of calls without a credential is answered with 200 and no items"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("GET /calls",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "GET /calls", 401, lambda _asked: mock.edition.page([], ""))

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None)
