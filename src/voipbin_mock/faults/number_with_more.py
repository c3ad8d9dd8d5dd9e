"""Harmless: a number has more members than the tutorial relies on."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class NumberWithMore(Fault):
    """What is not shown is not forbidden."""

    name = "number-with-more"
    kind = "harmless"
    sentence = "a number has more members than the tutorial relies on"
    rule = "none: [T] names GET /numbers and shows no body"
    editions = ("tutorial",)
    harmless = True

    def install(self, mock: Mock) -> None:
        on_document(mock, "number", lambda _number, written: {**written, "provider_reference_id": "", "country": "US"})

    def trigger(self, drive: Drive) -> None:
        drive.get("/numbers")
