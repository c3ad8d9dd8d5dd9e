"""A call that does not exist is answered with 200 and an empty object."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import UNKNOWN_ID, Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class UnknownCallIsEmpty(Fault):
    """Nothing found is nothing wrong."""

    name = "unknown-call-is-empty"
    kind = "masked"
    sentence = "a call that does not exist is answered with 200 and an empty object"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("GET /calls/{id}",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "GET /calls/{id}", 404, lambda _asked: {})

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{UNKNOWN_ID}")
