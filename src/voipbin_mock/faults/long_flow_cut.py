"""A stored flow keeps no more than eight actions."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import CALLS, FLOWS
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.mock import Mock


class LongFlowCut(Fault):
    """A column is too short."""

    name = "long-flow-cut"
    kind = "persistence"
    sentence = "a stored flow keeps no more than eight actions"
    rule = "[C] POST /flows: the actions posted"
    operations = FLOWS + CALLS
    kinds = ("echo", "flow", "scenario")

    def install(self, mock: Mock) -> None:
        def around(add: Any, flow: Any) -> Any:
            flow.body = FlowBody(flow.body.actions[:8])
            return add(flow)

        wrap(mock.flows.records, "add", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/flows/{drive.flow(*[talk(f'number {n}') for n in range(12)])}")
