"""A stored flow of another customer can be read and run."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, FLOWS, GROUPCALLS
from voipbin_mock.mock import Mock


class OthersFlowRuns(Fault):
    """A flow is looked up by its id alone."""

    name = "others-flow-runs"
    kind = "isolation"
    sentence = "a stored flow of another customer can be read and run"
    rule = "[T] Troubleshooting: 404 for a flow of another customer"
    operations = CALLS + FLOWS + GROUPCALLS + ACTIVEFLOWS
    kinds = ("isolation", "wrong-status", "accepted-invalid", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(
            mock.flows,
            "get",
            lambda get, customer_id, flow_id: mock.flows.records.find(flow_id) or get(customer_id, flow_id),
        )

    def trigger(self, drive: Drive) -> None:
        drive.call(flow_id=drive.flow(account="other"))
