"""The call that connect makes costs nothing."""

from __future__ import annotations

from typing import Any

from voipbin_mock.billing import PRICE_OF_LEG
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive, connect
from voipbin_mock.faults._seams import BALANCE, CALLS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class ConnectedLegFree(Fault):
    """Only calls from outside are counted."""

    name = "connected-leg-free"
    kind = "billing"
    sentence = "the call that connect makes costs nothing"
    rule = "facts: a call is paid once"
    operations = CALLS + BALANCE
    kinds = ("billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Any) -> Any:
            leg = dial(order)
            if order.master_call_id != NIL_UUID:
                order.customer.balance += PRICE_OF_LEG
            return leg

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(BUSY)))
        drive.money()
