"""A call that connect has dialled does not name its master."""

from __future__ import annotations

from dataclasses import replace

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LEAVES, LISTENS, Drive, connect
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class MasterOfLegLost(Fault):
    """The link is kept one way."""

    name = "master-of-leg-lost"
    kind = "rare-branch"
    sentence = "a call that connect has dialled does not name its master"
    rule = "facts: Actions: connect bridges a chained call"
    operations = CALLS
    kinds = ("flow", "fan-out", "echo", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.calls, "dial", lambda dial, order: dial(replace(order, master_call_id=NIL_UUID)))

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(LEAVES)))
        drive.get("/calls")
