"""Tm_update is always the time of creation."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_document
from voipbin_mock.mock import Mock


class UpdateTimeStandsStill(Fault):
    """A column nobody writes."""

    name = "update-time-stands-still"
    kind = "lifecycle"
    sentence = "tm_update is always the time of creation"
    rule = "facts: A call: tm_update is the last change"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "call",
            lambda call, written: {**written, "tm_update": written["tm_create"]} if call.updated_us else written,
        )

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
