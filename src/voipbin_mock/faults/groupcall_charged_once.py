"""A groupcall costs no more than one call."""

from __future__ import annotations

from typing import Any

from voipbin_mock.billing import PRICE_OF_LEG
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import BALANCE, CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class GroupcallChargedOnce(Fault):
    """The group is billed as one."""

    name = "groupcall-charged-once"
    kind = "billing"
    sentence = "a groupcall costs no more than one call"
    rule = "facts: a groupcall makes a call for each destination, and a call is paid once"
    operations = GROUPCALLS + CALLS + BALANCE
    kinds = ("billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(create: Any, orders: Any, *rest: Any) -> Any:
            made = create(orders, *rest)
            orders[0].customer.balance += PRICE_OF_LEG * max(0, len(made.call_ids) - 1)
            return made

        wrap(mock.groupcalls, "create", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
        drive.money()
