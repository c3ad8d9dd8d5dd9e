"""Tm_progressing is the time of the last change."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_document
from voipbin_mock.mock import Mock


class ProgressingTimeMoves(Fault):
    """Each change stamps the answer anew."""

    name = "progressing-time-moves"
    kind = "lifecycle"
    sentence = "tm_progressing is the time of the last change"
    rule = "facts: A call: each time is set once and never changes"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "call",
            lambda call, written: (
                {**written, "tm_progressing": written["tm_update"]} if call.progressing_us else written
            ),
        )

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, talk("one"), talk("two")))
