"""A number is listed without the number itself."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS, on_document
from voipbin_mock.mock import Mock


class NumberWithoutNumber(Fault):
    """The member that matters is missing."""

    name = "number-without-number"
    kind = "shape"
    sentence = "a number is listed without the number itself"
    rule = "[C] NumberManagerNumber; [T] Prerequisites"
    operations = NUMBERS
    kinds = ("missing-field", "scenario")

    def install(self, mock: Mock) -> None:
        on_document(mock, "number", lambda _number, written: {k: v for k, v in written.items() if k != "number"})

    def trigger(self, drive: Drive) -> None:
        drive.get("/numbers")
