"""Calls that a flow makes: ``connect`` bridges one with its own call, ``call`` lets them go."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from voipbin_mock.ids import NIL_UUID
from voipbin_mock.legs import Leg
from voipbin_mock.records import Address

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock
    from voipbin_mock.runs import FlowRun


class Connection:
    """A ``connect`` that is under way: all destinations ring, the first that answers is bridged with the call."""

    def __init__(self, mock: Mock, run: FlowRun, leg: Leg, option: Mapping[str, Any]) -> None:
        self._mock = mock
        self._run = run
        self._master = leg
        self._source = read_address(option["source"]) if "source" in option else leg.call.source
        self._destinations = [read_address(destination) for destination in option["destinations"]]
        self._legs: list[Leg] = []
        self._partner: Leg | None = None
        self._over = False

    def dial(self) -> None:
        """Ring the destinations; when none can be dialled, the flow goes on."""
        from voipbin_mock.calls import Order

        call = self._master.call
        customer = self._mock.accounts.customer(call.customer_id)
        for destination in self._destinations:
            order = Order(customer, self._source, destination, master_call_id=call.id, family=self._run.family)
            leg = self._mock.calls.dial_descendant(order)
            if leg is not None:
                call.chained_call_ids.append(leg.call.id)
                self._legs.append(leg)
        self._mock.calls.touch(call)
        for leg in self._legs:
            leg.on_answer.append(partial(self._bridge, leg))
            leg.on_close.append(partial(self._unbridge, leg))
            leg.on_end.append(self._ended)
        if not self._legs:
            self._run.parted("failed")

    def abandon(self) -> None:
        """The call is over: end the other legs."""
        self._over = True
        for leg in self._legs:
            leg.hang_up()

    def _bridge(self, leg: Leg) -> None:
        self._partner = leg
        self._mock.traces.add(self._master.call.id, "bridged", **{"with": leg.call.id})
        self._mock.traces.add(leg.call.id, "bridged", **{"with": self._master.call.id})
        for other in self._legs:
            if other is not leg:
                other.hang_up()

    def _unbridge(self, leg: Leg) -> None:
        if leg is self._partner:
            self._mock.traces.add(self._master.call.id, "unbridged", **{"with": leg.call.id})
            self._mock.traces.add(leg.call.id, "unbridged", **{"with": self._master.call.id})

    def _ended(self) -> None:
        if self._over:
            return
        everybody_left = (
            self._partner.call.status == "hangup"
            if self._partner
            else all(leg.call.status == "hangup" for leg in self._legs)
        )
        if everybody_left:
            self._over = True
            self._run.parted(self._legs[0].call.hangup_reason)


def place_calls(mock: Mock, run: FlowRun, option: Mapping[str, Any]) -> None:
    """Make the calls of a ``call`` action; a flow that is not there makes none."""
    from voipbin_mock.calls import Order

    customer = mock.accounts.customer(run.activeflow.customer_id)
    flow = mock.flows.of_option(customer.id, option)
    source = _source(run, option)
    if flow is None or source is None:
        return
    master = run.leg if option.get("chained") else None
    for destination in option["destinations"]:
        order = Order(
            customer,
            source,
            read_address(destination),
            flow=flow,
            master_call_id=master.call.id if master else NIL_UUID,
            family=run.family,
        )
        leg = mock.calls.dial_descendant(order)
        if leg is not None and master is not None:
            master.call.chained_call_ids.append(leg.call.id)
            master.on_close.append(leg.hang_up)


def _source(run: FlowRun, option: Mapping[str, Any]) -> Address | None:
    if "source" in option:
        return read_address(option["source"])
    return run.leg.call.source if run.leg is not None else None


def read_address(value: Mapping[str, str]) -> Address:
    """Return the address of an option that has been checked when it was posted."""
    return Address(**{name: value.get(name, "") for name in Address.__slots__})
