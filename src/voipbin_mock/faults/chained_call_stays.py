"""A call that the action call made with chained does not end with its master."""

from __future__ import annotations

from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, talk, tel
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.legs import Leg
from voipbin_mock.mock import Mock


class ChainedCallStays(Fault):
    """The chain is written down and not pulled."""

    name = "chained-call-stays"
    kind = "flow"
    sentence = "a call that the action call made with chained does not end with its master"
    rule = "[C] FlowManagerActionOptionCall: with chained a call lasts no longer than the one that has dialled it"
    operations = CALLS
    kinds = ("flow", "scenario", "lifecycle", "leftover")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(dial_descendant: Any, order: Order) -> Leg | None:
            leg: Leg | None = dial_descendant(order)
            master = mock.calls.legs.get(order.master_call_id)
            if leg is not None and master is not None and order.flow is not None:
                wrap(
                    leg, "hang_up", lambda hang_up, *why: hang_up(*why) if master.call.status == "progressing" else None
                )
            return leg

        wrap(mock.calls, "dial_descendant", around)

    def trigger(self, drive: Drive) -> None:
        option = {"destinations": [tel(LISTENS)], "actions": [talk("a long story " * 20)], "chained": True}
        drive.watch(drive.call(LISTENS, {"type": "call", "option": option}, talk("now you go on without me")))
        drive.get("/calls")
