"""A call to an unreachable callee has a time of ringing."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import UNREACHABLE, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class UnreachableRings(Fault):
    """Ringing is noted when the callee was looked up."""

    name = "unreachable-rings"
    kind = "rare-branch"
    sentence = "a call to an unreachable callee has a time of ringing"
    rule = "facts: A call: tm_ringing is set when ringing was reached"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, by: str, reason: str, code: int) -> None:
            if code == 503:
                call.ringing_us = call.created_us
            finish(call, by, reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(UNREACHABLE))
