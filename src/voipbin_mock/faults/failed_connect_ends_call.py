"""A connect that reaches nobody ends the call."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive, connect, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class FailedConnectEndsCall(Fault):
    """Only the good end of connect was thought of."""

    name = "failed-connect-ends-call"
    kind = "rare-branch"
    sentence = "a connect that reaches nobody ends the call"
    rule = "facts: Actions: the flow goes on when none could be reached"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(_resume: Any, turn: Any, event: Any) -> None:
            if event.reason in ("busy", "failed", "noanswer"):
                turn.hang_up("normal")

        on_action(mock, "connect", "resume", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(BUSY), talk("nobody is there")))
