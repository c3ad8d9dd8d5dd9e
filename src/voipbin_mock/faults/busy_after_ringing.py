"""A callee who rings and then says busy (486) ends the call with the reason noanswer."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock
from voipbin_mock.records import Call


class BusyAfterRinging(Fault):
    """Who has rung is not busy."""

    name = "busy-after-ringing"
    kind = "lifecycle"
    sentence = "a callee who rings and then says busy (486) ends the call with the reason noanswer"
    rule = "facts: A call: a 486 is busy, however long it has rung before"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Call, by: str, reason: str, code: int) -> None:
            late = reason == "busy" and call.ringing_us is not None
            finish(call, by, "noanswer" if late else reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(drive.callee(outcome="reject", ring_ms=2000, code=486)))
