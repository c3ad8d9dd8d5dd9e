"""A call that is hung up before its answer is terminating and not canceling."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class CancelPassesTerminating(Fault):
    """One word for two states."""

    name = "cancel-passes-terminating"
    kind = "lifecycle"
    sentence = "a call that is hung up before its answer is terminating and not canceling"
    rule = "facts: A call: legal moves"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        wrap(mock.calls, "move", lambda move, call, to: move(call, "terminating" if to == "canceling" else to))

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.send("POST", f"/calls/{call_id}/hangup")
        drive.watch(call_id)
