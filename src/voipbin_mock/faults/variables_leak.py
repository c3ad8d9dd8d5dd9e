"""Variables given to one call of a stored flow are still set in later calls of that flow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS
from voipbin_mock.legs import Leg
from voipbin_mock.mock import Mock


class VariablesLeak(Fault):
    """A default that is written to."""

    name = "variables-leak"
    kind = "races"
    sentence = "variables given to one call of a stored flow are still set in later calls of that flow"
    rule = "[C] POST /calls: variables are given to one call, for its own flow"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = ("flow", "scenario", "leak", "isolation")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        kept: dict[str, dict[str, str]] = {}

        def around(dial: Any, order: Order) -> Leg:
            if order.flow is not None and not order.flow.passing:
                known = kept.setdefault(order.flow.id, {})
                known.update(order.variables)
                order = replace(order, variables=dict(known))
            leg: Leg = dial(order)
            return leg

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow(talk("dear ${name}, hello"))
        drive.watch(drive.call(flow_id=flow_id, variables={"name": "Ann"}))
        drive.watch(drive.call(flow_id=flow_id))
