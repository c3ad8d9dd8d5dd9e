"""tm_ringing lies before tm_create."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock

_SECOND_US = 1_000_000


class RingingBeforeCreate(Fault):
    """A clock that runs behind stamps the ringing."""

    name = "ringing-before-create"
    kind = "lifecycle"
    sentence = "tm_ringing is a second before tm_create"
    rule = "[T] the samples and [C]: tm_create, tm_ringing, tm_progressing, tm_hangup in this order"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        """Set the time back."""

        def around(move: Any, call: Any, status: str) -> None:
            move(call, status)
            if status == "ringing":
                call.ringing_us = call.created_us - _SECOND_US

        wrap(mock.calls, "move", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
