"""A call that the callee rejects ends with the reason failed."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import REJECTS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class RejectedAsFailed(Fault):
    """603 is not in the table of reasons."""

    name = "rejected-as-failed"
    kind = "rare-branch"
    sentence = "a call that the callee rejects ends with the reason failed"
    rule = "[C] CallManagerCallHangupReason, facts: A call"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, by: str, reason: str, code: int) -> None:
            finish(call, by, "failed" if code == 603 else reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(REJECTS))
