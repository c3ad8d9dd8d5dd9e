"""A call may come from a number of another customer."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, request, tel
from voipbin_mock.mock import Mock


class OthersNumberAsSource(Fault):
    """It is enough that somebody owns it."""

    name = "others-number-as-source"
    kind = "isolation"
    sentence = "a call may come from a number of another customer"
    rule = "[T] Troubleshooting: 400 for a source that the account does not own"
    operations = ("POST /calls", "POST /groupcalls")
    kinds = ("isolation", "wrong-status", "accepted-invalid", "scenario")
    editions = ("tutorial",)

    def install(self, mock: Mock) -> None:
        wrap(mock.numbers, "owns", lambda _owns, _customer_id, number: number in mock.numbers.by_number)

    def trigger(self, drive: Drive) -> None:
        drive.post("/calls", {**request(LISTENS), "source": tel("+15554444444")})
