"""Calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voipbin_mock.calls import Family, Order
from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.flow.reading import ReadAction
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operation
from voipbin_mock.provenance import documented
from voipbin_mock.records import Address, Call, Customer, Flow

_MOST_VARIABLES, _LONGEST_VARIABLE, _LONGEST_VARIABLES = 100, 32 * 1024, 64 * 1024


@operation("POST /calls", documented("[T] Simple outbound call with TTS, and the others"), takes_body=True)
def create(mock: Mock, asked: Asked) -> object:
    """Dial the destinations and run the flow on each call that is answered."""
    orders = read_orders(mock, asked)
    calls: list[dict[str, Any]] = []
    groupcalls: list[dict[str, Any]] = []
    for order in orders:
        if order.destination.type == "extension" and mock.edition.extension_is_groupcall:
            groupcalls.append(mock.edition.groupcall(mock.groupcalls.create([order], "ring_all", "hangup_others")))
        else:
            calls.append(_write(mock, asked, mock.calls.dial(order).call))
    return mock.edition.created(calls, groupcalls)


@operation("GET /calls", documented("[T] Get call list"))
def list_all(mock: Mock, asked: Asked) -> object:
    """List calls, newest first."""
    size, token = asked.page
    found, following = mock.calls.records.page(asked.customer.id, size, token, mock.edition.write_time)
    return mock.edition.page([_write(mock, asked, call) for call in found], following)


@operation("GET /calls/{id}", documented("[T] Get specific call"))
def get(mock: Mock, asked: Asked) -> object:
    """Read a call."""
    return _write(mock, asked, mock.calls.records.get(asked.customer.id, asked.id))


@operation("DELETE /calls/{id}", documented("[C] paths/calls/id.yaml"))
def delete(mock: Mock, asked: Asked) -> object:
    """Delete a call that is over."""
    call = mock.calls.records.get(asked.customer.id, asked.id)
    mock.calls.delete(call)
    return _write(mock, asked, call)


@operation("POST /calls/{id}/hangup", documented("[C] paths/calls/id_hangup.yaml"))
def hang_up(mock: Mock, asked: Asked) -> object:
    """End a call."""
    call = mock.calls.records.get(asked.customer.id, asked.id)
    mock.calls.hang_up(call)
    return _write(mock, asked, call)


def read_orders(mock: Mock, asked: Asked) -> list[Order]:
    """Return what a request asks to be dialled; refuse it, before anything is made, when it breaks a rule.

    In this order: 400 for the request itself, 404 for its flow, 402 for the money.
    """
    body, reading = asked.body, mock.reading(asked.customer)
    for member in ("source", "destinations"):
        if member not in body:
            raise invalid(f"{member} is missing")
    source = options.source(body["source"], "source", reading)
    destinations = options.addresses(body["destinations"], "destinations", reading)
    variables = read_variables(body)
    if "anonymous" in body and mock.edition.name != "tutorial":
        options.one_of("yes", "no", "auto")(body["anonymous"], "anonymous", reading)
    flow, actions = read_flow(mock, asked.customer, body, empty=mock.edition.empty_actions)
    mock.billing.require(asked.customer, len(destinations))
    mock.calls.records.require_room(asked.customer.id, len(destinations))
    return _orders(mock, asked.customer, source, destinations, flow, actions, variables)


def read_flow(
    mock: Mock, customer: Customer, body: Mapping[str, Any], *, empty: bool
) -> tuple[Flow | None, list[ReadAction]]:
    """Return the flow that a body names by ``flow_id``, else its ``actions``; refuse a body with neither."""
    if "flow_id" in body:
        flow_id = options.uuid(body["flow_id"], "flow_id")
        if flow_id != NIL_UUID or "actions" not in body:
            return mock.flows.get(customer.id, flow_id), []
    if "actions" not in body:
        raise invalid("neither flow_id nor actions is there")
    actions = mock.reader.read(body["actions"], "actions", mock.reading(customer))
    if not actions and not empty:
        raise invalid("actions is empty")
    return None, actions


def read_variables(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the variables that a body gives to its flow [C]; those of the platform are ignored."""
    found = body.get("variables", {})
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise invalid("variables is not an object of texts")
    longest = max((len(value.encode()) for value in found.values()), default=0)
    altogether = sum(len(name.encode()) + len(value.encode()) for name, value in found.items())
    if len(found) > _MOST_VARIABLES or longest > _LONGEST_VARIABLE or altogether > _LONGEST_VARIABLES:
        raise invalid("variables is too large")
    return {name: value for name, value in found.items() if not name.startswith("voipbin.")}


def _orders(
    mock: Mock,
    customer: Customer,
    source: Address,
    destinations: tuple[Address, ...],
    flow: Flow | None,
    actions: list[ReadAction],
    variables: dict[str, str],
) -> list[Order]:
    found = flow or mock.flows.add_passing(customer.id, mock.flows.make(actions))
    return [
        Order(customer, source, destination, flow=found, variables=variables, family=Family())
        for destination in destinations
    ]


def _write(mock: Mock, asked: Asked, call: Call) -> dict[str, Any]:
    return mock.edition.call(call, asked.customer)
