"""Flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.flow.reading import ReadAction
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operation
from voipbin_mock.provenance import documented
from voipbin_mock.records import Flow


@operation("POST /flows", documented("[T] Simple outbound call with an existing flow; [C]"), takes_body=True)
def create(mock: Mock, asked: Asked) -> object:
    """Keep a flow."""
    name, detail, actions, on_complete = _read(mock, asked)
    mock.flows.records.require_room(asked.customer.id)
    flow = Flow(
        id=mock.ids.uuid(),
        customer_id=asked.customer.id,
        created_us=mock.flows.records.stamp(),
        name=name,
        detail=detail,
        body=mock.flows.make(actions),
        on_complete_flow_id=on_complete,
    )
    return mock.edition.flow(mock.flows.records.add(flow))


@operation("GET /flows", documented("[T] Prerequisites; [C] paths/flows/main.yaml"))
def list_all(mock: Mock, asked: Asked) -> object:
    """List flows, newest first."""
    size, token = asked.page
    found, following = mock.flows.records.page(asked.customer.id, size, token, mock.edition.write_time)
    return mock.edition.page([mock.edition.flow(flow) for flow in found], following)


@operation("GET /flows/{id}", documented("[C] paths/flows/id.yaml"))
def get(mock: Mock, asked: Asked) -> object:
    """Read a flow, also one that passes with a call."""
    return mock.edition.flow(mock.flows.get(asked.customer.id, asked.id))


@operation("PUT /flows/{id}", documented("[C] paths/flows/id.yaml"), editions=frozenset({"current"}), takes_body=True)
def update(mock: Mock, asked: Asked) -> object:
    """Change a flow; what runs already goes on as it was."""
    flow = mock.flows.records.get(asked.customer.id, asked.id)
    name, detail, actions, on_complete = _read(mock, asked)
    flow.name, flow.detail, flow.on_complete_flow_id = name, detail, on_complete
    flow.body = mock.flows.make(actions)
    flow.updated_us = max(mock.clock.now_us, flow.updated_us or flow.created_us)
    return mock.edition.flow(flow)


@operation("DELETE /flows/{id}", documented("[C] paths/flows/id.yaml"))
def delete(mock: Mock, asked: Asked) -> object:
    """Delete a flow; what runs already goes on."""
    flow = mock.flows.records.get(asked.customer.id, asked.id)
    mock.flows.records.remove(flow)
    return mock.edition.flow(flow)


def _read(mock: Mock, asked: Asked) -> tuple[str, str, list[ReadAction], str]:
    body: Mapping[str, Any] = asked.body
    for member in ("name", "detail", "actions"):
        if member not in body:
            raise invalid(f"{member} is missing")
    name, detail = options.text(body["name"], "name"), options.text(body["detail"], "detail")
    on_complete = options.uuid(body.get("on_complete_flow_id", NIL_UUID), "on_complete_flow_id")
    return name, detail, mock.reader.read(body["actions"], "actions", mock.reading(asked.customer)), on_complete
