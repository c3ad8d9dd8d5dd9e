"""A hangup while the call is dialing succeeds and does nothing."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class EarlyHangupLost(Fault):
    """There is nothing to end yet."""

    name = "early-hangup-lost"
    kind = "races"
    sentence = "a hangup while the call is dialing succeeds and does nothing"
    rule = "[C] POST /calls/{id}/hangup; facts: hung up before the answer is canceling"
    operations = CALLS
    kinds = ("lifecycle", "scenario", "side-effect")

    def install(self, mock: Mock) -> None:
        def around(hang_up: Any, call: Any) -> None:
            if call.status != "dialing":
                hang_up(call)

        wrap(mock.calls, "hang_up", around)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.post(f"/calls/{call_id}/hangup")
        drive.watch(call_id)
