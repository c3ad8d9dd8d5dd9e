"""A call that the balance does not cover is answered with 200 and no calls."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, request, tel
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class UnpaidCallIsOk(Fault):
    """No calls, no error."""

    name = "unpaid-call-is-ok"
    kind = "masked"
    sentence = "a call that the balance does not cover is answered with 200 and no calls"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("POST /calls",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "POST /calls", 402, lambda _asked: mock.edition.created([], []))

    def trigger(self, drive: Drive) -> None:
        drive.post("/calls", {**request(LISTENS), "source": tel("+15553333333")}, "empty")
