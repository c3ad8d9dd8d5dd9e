"""A number takes the flow of another customer."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class OthersFlowOnNumber(Fault):
    """Only that it exists is asked."""

    name = "others-flow-on-number"
    kind = "isolation"
    sentence = "a number takes the flow of another customer"
    rule = "facts: Refusals: another customer's flow is 404"
    operations = NUMBERS
    kinds = ("isolation", "accepted-invalid")

    def install(self, mock: Mock) -> None:
        def around(get: Any, customer_id: str, flow_id: str) -> Any:
            return mock.flows.records.find(flow_id) or get(customer_id, flow_id)

        def in_change(handle: Any, asked: Asked) -> Any:
            before = mock.flows.get
            if asked.operation.name.startswith("PUT /numbers"):
                wrap(mock.flows, "get", around)
            try:
                return handle(asked)
            finally:
                mock.flows.get = before  # type: ignore[method-assign]

        wrap(mock.edge, "handle", in_change)

    def trigger(self, drive: Drive) -> None:
        flow_ids = {"call_flow_id": drive.flow(account="other"), "message_flow_id": NIL_UUID}
        drive.send("PUT", f"/numbers/{drive.number_id()}/flow_ids", flow_ids)
