"""Tm_progressing is the time at which it rang."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class AnswerTimeIsRingTime(Fault):
    """The wrong variable."""

    name = "answer-time-is-ring-time"
    kind = "lifecycle"
    sentence = "tm_progressing is the time at which it rang"
    rule = "facts: A call: each time is set when its status was reached"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(move: Any, call: Any, status: str) -> None:
            move(call, status)
            if status == "progressing" and call.ringing_us is not None:
                call.progressing_us = call.ringing_us

        wrap(mock.calls, "move", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
