"""A call that is over has no time of its end."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class HangupTimeMissing(Fault):
    """One time is not written."""

    name = "hangup-time-missing"
    kind = "lifecycle"
    sentence = "a call that is over has no time of its end"
    rule = "facts: A call: tm_hangup is set when the call has ended"
    operations = CALLS
    kinds = (*WRONG_CALL, "missing-field", "wrong-format", "unknown-value")

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, *how: Any) -> None:
            finish(call, *how)
            call.hangup_us = None

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(BUSY))
