"""A stored flow of another customer can be deleted."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OthersFlowDeletable(Fault):
    """Only reading asks for the owner."""

    name = "others-flow-deletable"
    kind = "isolation"
    sentence = "a stored flow of another customer can be deleted"
    rule = "[C] another customer's resource is 403 or 404"
    operations = ("DELETE /flows/{id}", "PUT /flows/{id}", "GET /flows/{id}")
    kinds = ("isolation", "wrong-status", "side-effect", "echo", "scenario")

    def install(self, mock: Mock) -> None:
        records = mock.flows.records
        wrap(records, "get", lambda get, customer_id, flow_id: records.find(flow_id) or get(customer_id, flow_id))

    def trigger(self, drive: Drive) -> None:
        drive.send("DELETE", f"/flows/{drive.flow(account='other')}")
