"""Telephone numbers."""

from __future__ import annotations

from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operation
from voipbin_mock.provenance import documented
from voipbin_mock.records import Number


@operation("GET /numbers", documented("[T] Prerequisites; [C] paths/numbers/main.yaml"))
def list_all(mock: Mock, asked: Asked) -> object:
    """List the numbers of the account, newest first."""
    size, token = asked.page
    found, following = mock.numbers.records.page(asked.customer.id, size, token, mock.edition.write_time)
    return mock.edition.page([mock.edition.number(number) for number in found], following)


@operation("GET /numbers/{id}", documented("[C] paths/numbers/id.yaml"))
def get(mock: Mock, asked: Asked) -> object:
    """Read a number."""
    return mock.edition.number(mock.numbers.records.get(asked.customer.id, asked.id))


@operation("PUT /numbers/{id}", documented("[C] paths/numbers/id.yaml"), takes_body=True)
def update(mock: Mock, asked: Asked) -> object:
    """Set everything of a number that can be set."""
    number = mock.numbers.records.get(asked.customer.id, asked.id)
    for member in ("name", "detail"):
        if member not in asked.body:
            raise invalid(f"{member} is missing")
    name, detail = options.text(asked.body["name"], "name"), options.text(asked.body["detail"], "detail")
    flow_ids = _read_flow_ids(mock, asked)
    number.name, number.detail = name, detail
    return _set_flows(mock, number, flow_ids)


@operation("PUT /numbers/{id}/flow_ids", documented("[C] paths/numbers/id_flow_id.yaml"), takes_body=True)
def update_flows(mock: Mock, asked: Asked) -> object:
    """Set who answers when the number is called."""
    number = mock.numbers.records.get(asked.customer.id, asked.id)
    return _set_flows(mock, number, _read_flow_ids(mock, asked))


def _read_flow_ids(mock: Mock, asked: Asked) -> tuple[str, str]:
    for member in ("call_flow_id", "message_flow_id"):
        if member not in asked.body:
            raise invalid(f"{member} is missing")
    call_flow_id = options.uuid(asked.body["call_flow_id"], "call_flow_id")
    message_flow_id = options.uuid(asked.body["message_flow_id"], "message_flow_id")
    for flow_id in (call_flow_id, message_flow_id):
        if flow_id != NIL_UUID:
            mock.flows.get(asked.customer.id, flow_id)
    return call_flow_id, message_flow_id


def _set_flows(mock: Mock, number: Number, flow_ids: tuple[str, str]) -> object:
    number.call_flow_id, number.message_flow_id = flow_ids
    number.updated_us = max(mock.clock.now_us, number.updated_us or number.created_us)
    return mock.edition.number(number)
