"""A call that the platform gives up dialling ends with the reason busy."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class DialoutAsBusy(Fault):
    """The dial time-out takes the wrong arm."""

    name = "dialout-as-busy"
    kind = "rare-branch"
    sentence = "a call that the platform gives up dialling ends with the reason busy"
    rule = "[C] CallManagerCallHangupReason, facts: A call"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, by: str, reason: str, code: int) -> None:
            finish(call, by, "busy" if reason == "dialout" else reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(drive.callee(outcome="no_answer")))
