"""A call that is hung up before the answer ends with the reason normal."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class CancelAsNormal(Fault):
    """A cancelled call is taken for one that was talked on."""

    name = "cancel-as-normal"
    kind = "rare-branch"
    sentence = "a call that is hung up before the answer ends with the reason normal"
    rule = "[C] CallManagerCallHangupReason, facts: A call"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, by: str, reason: str, code: int) -> None:
            finish(call, by, "normal" if reason == "cancel" else reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.advance(500)
        drive.post(f"/calls/{call_id}/hangup")
        drive.watch(call_id)
