"""Activeflows."""

from __future__ import annotations

import re

from voipbin_mock.calls import Family
from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked, operation
from voipbin_mock.provenance import documented
from voipbin_mock.routes.calls import read_flow, read_variables
from voipbin_mock.runs import FlowRun

_CURRENT = frozenset({"current"})
_WEB_ADDRESS = re.compile(r"https?://[^/]", re.IGNORECASE)


@operation("POST /activeflows", documented("[C] paths/activeflows/main.yaml"), takes_body=True)
def create(mock: Mock, asked: Asked) -> object:
    """Run a flow without a call."""
    body, customer = asked.body, asked.customer
    own_id = options.uuid(body.get("id", NIL_UUID), "id")
    if own_id == NIL_UUID:
        own_id = ""
    elif mock.activeflows.records.find(own_id) is not None:
        raise invalid("id is taken")
    variables = read_variables(body)
    webhook_uri, webhook_method = _read_webhook(asked)
    flow, actions = read_flow(mock, customer, body, empty=True)
    mock.activeflows.records.require_room(customer.id)
    flow = flow or mock.flows.add_passing(customer.id, mock.flows.make(actions))
    activeflow = mock.activeflows.create(customer.id, flow, "api", own_id=own_id)
    activeflow.webhook_uri, activeflow.webhook_method = webhook_uri, webhook_method
    FlowRun(mock, activeflow, flow.body, variables, leg=None, family=Family()).start()
    return mock.edition.activeflow(activeflow)


@operation("GET /activeflows", documented("[C] paths/activeflows/main.yaml"))
def list_all(mock: Mock, asked: Asked) -> object:
    """List activeflows, newest first."""
    size, token = asked.page
    found, following = mock.activeflows.records.page(asked.customer.id, size, token, mock.edition.write_time)
    return mock.edition.page([mock.edition.activeflow(activeflow) for activeflow in found], following)


@operation("GET /activeflows/{id}", documented("[C] paths/activeflows/id.yaml"))
def get(mock: Mock, asked: Asked) -> object:
    """Read an activeflow."""
    return mock.edition.activeflow(mock.activeflows.records.get(asked.customer.id, asked.id))


@operation("POST /activeflows/{id}/stop", documented("[C] paths/activeflows/id_stop.yaml"), editions=_CURRENT)
def stop(mock: Mock, asked: Asked) -> object:
    """Stop a flow that runs."""
    activeflow = mock.activeflows.records.get(asked.customer.id, asked.id)
    mock.activeflows.stop(activeflow)
    return mock.edition.activeflow(activeflow)


@operation("DELETE /activeflows/{id}", documented("[C] paths/activeflows/id.yaml"), editions=_CURRENT)
def delete(mock: Mock, asked: Asked) -> object:
    """Delete an activeflow, and stop it first if it runs."""
    mock.activeflows.delete(mock.activeflows.records.get(asked.customer.id, asked.id))
    return Answer(204)


def _read_webhook(asked: Asked) -> tuple[str, str]:
    uri = options.text(asked.body.get("webhook_uri", ""), "webhook_uri")
    method = asked.body.get("webhook_method", "")
    if method not in ("", "POST", "GET", "PUT", "DELETE"):
        raise invalid("webhook_method is none of POST, GET, PUT, DELETE")
    if uri and not _WEB_ADDRESS.match(uri):
        raise invalid("webhook_uri is not an http or https URL")
    return uri, method
