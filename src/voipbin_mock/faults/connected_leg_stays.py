"""The other leg of a connected call does not end with it."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LEAVES, LISTENS, Drive, connect
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class ConnectedLegStays(Fault):
    """Nobody tells the second leg."""

    name = "connected-leg-stays"
    kind = "flow"
    sentence = "the other leg of a connected call does not end with it"
    rule = "[T] connect; facts: the end of the call ends the other leg"
    operations = CALLS
    kinds = (*WRONG_FLOW, "lifecycle")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Any) -> Any:
            leg = dial(order)
            if order.master_call_id != NIL_UUID:
                leg.hang_up = lambda *_: None
            return leg

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LEAVES, connect(LISTENS)))
