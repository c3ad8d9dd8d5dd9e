"""Groupcalls."""

from __future__ import annotations

from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operation
from voipbin_mock.provenance import documented
from voipbin_mock.routes.calls import read_orders

_METHODS = {
    "ring_method": options.one_of("", "ring_all", "linear"),
    "answer_method": options.one_of("", "hangup_others"),
}


@operation("POST /groupcalls", documented("[T] Make a groupcall"), takes_body=True)
def create(mock: Mock, asked: Asked) -> object:
    """Ring the destinations as one."""
    reading = mock.reading(asked.customer)
    for member, rule in _METHODS.items():
        if member in asked.body:
            rule(asked.body[member], member, reading)
        elif mock.edition.methods_required:
            raise invalid(f"{member} is missing")
    mock.groupcalls.records.require_room(asked.customer.id)
    orders = read_orders(mock, asked)
    ring_method, answer_method = (asked.body.get(member, "") for member in _METHODS)
    return mock.edition.groupcall(mock.groupcalls.create(orders, ring_method, answer_method))


@operation("GET /groupcalls", documented("[C] paths/groupcalls/main.yaml"))
def list_all(mock: Mock, asked: Asked) -> object:
    """List groupcalls, newest first."""
    size, token = asked.page
    found, following = mock.groupcalls.records.page(asked.customer.id, size, token, mock.edition.write_time)
    return mock.edition.page([mock.edition.groupcall(groupcall) for groupcall in found], following)


@operation("GET /groupcalls/{id}", documented("[C] paths/groupcalls/id.yaml"))
def get(mock: Mock, asked: Asked) -> object:
    """Read a groupcall."""
    return mock.edition.groupcall(mock.groupcalls.records.get(asked.customer.id, asked.id))


@operation("DELETE /groupcalls/{id}", documented("[C] paths/groupcalls/id.yaml"))
def delete(mock: Mock, asked: Asked) -> object:
    """Delete a groupcall that is over."""
    groupcall = mock.groupcalls.records.get(asked.customer.id, asked.id)
    mock.groupcalls.delete(groupcall)
    return mock.edition.groupcall(groupcall)


@operation("POST /groupcalls/{id}/hangup", documented("[C] paths/groupcalls/id_hangup.yaml"))
def hang_up(mock: Mock, asked: Asked) -> object:
    """End all calls of a groupcall."""
    groupcall = mock.groupcalls.records.get(asked.customer.id, asked.id)
    mock.groupcalls.hang_up(groupcall)
    return mock.edition.groupcall(groupcall)
