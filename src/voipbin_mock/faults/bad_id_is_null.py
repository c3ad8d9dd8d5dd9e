"""An id that is no UUID is answered with 200 and null."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class BadIdIsNull(Fault):
    """Not found and not understood look alike."""

    name = "bad-id-is-null"
    kind = "masked"
    sentence = "an id that is no UUID is answered with 200 and null"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("GET /flows/{id}",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "GET /flows/{id}", 400, lambda _asked: {"id": None})

    def trigger(self, drive: Drive) -> None:
        drive.get("/flows/nonsense")
