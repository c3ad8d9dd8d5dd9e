"""A call that is hung up while it rings has no time of ringing any more."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock
from voipbin_mock.records import Call


class RingingTimeLost(Fault):
    """A cancelled attempt is reset."""

    name = "ringing-time-lost"
    kind = "lifecycle"
    sentence = "a call that is hung up while it rings has no time of ringing any more"
    rule = "facts: A call: a time that has come is never taken back"
    operations = CALLS
    kinds = (*WRONG_CALL, "missing-field")

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Call, by: str, reason: str, code: int) -> None:
            if reason == "cancel":
                call.ringing_us = None
            finish(call, by, reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.advance(1000)
        drive.get(f"/calls/{call_id}")
        drive.post(f"/calls/{call_id}/hangup")
        drive.watch(call_id)
