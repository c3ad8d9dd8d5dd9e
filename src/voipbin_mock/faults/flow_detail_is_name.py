"""A stored flow has its name as its detail."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS
from voipbin_mock.mock import Mock


class FlowDetailIsName(Fault):
    """Two members from one column."""

    name = "flow-detail-is-name"
    kind = "persistence"
    sentence = "a stored flow has its name as its detail"
    rule = "[C] POST /flows: name and detail"
    operations = FLOWS
    kinds = ("echo", "scenario")

    def install(self, mock: Mock) -> None:
        def around(add: Any, flow: Any) -> Any:
            flow.detail = flow.name
            return add(flow)

        wrap(mock.flows.records, "add", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow()
