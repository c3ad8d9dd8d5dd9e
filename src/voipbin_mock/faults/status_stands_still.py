"""A call that was answered stays ringing until it is over."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_document
from voipbin_mock.mock import Mock


class StatusStandsStill(Fault):
    """The answer changes the times only."""

    name = "status-stands-still"
    kind = "lifecycle"
    sentence = "a call that was answered stays ringing until it is over"
    rule = "facts: A call: dialing, ringing, progressing"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "call",
            lambda call, written: {**written, "status": "ringing"} if call.status == "progressing" else written,
        )

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
