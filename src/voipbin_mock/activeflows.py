"""Activeflows: flows that run or have run, and the record of what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voipbin_mock.errors import conflict
from voipbin_mock.flow.body import FlowAction
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Activeflow, Flow
from voipbin_mock.store import Collection

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock
    from voipbin_mock.runs import FlowRun


class Activeflows:
    """All activeflows; ``runs`` are those that have not ended."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        self.records: Collection[Activeflow] = Collection(
            "activeflow", mock.clock, lambda activeflow: activeflow.status == "ended"
        )
        self.runs: dict[str, FlowRun] = {}

    def create(
        self, customer_id: str, flow: Flow, reference_type: str, reference_id: str = NIL_UUID, own_id: str = ""
    ) -> Activeflow:
        """Record that a flow runs."""
        activeflow = Activeflow(
            id=own_id or self._mock.ids.uuid(),
            customer_id=customer_id,
            created_us=self.records.stamp(),
            flow_id=flow.id,
            reference_type=reference_type,
            reference_id=reference_id,
            on_complete_flow_id=flow.on_complete_flow_id,
        )
        return self.records.add(activeflow)

    def execute(self, activeflow: Activeflow, action: FlowAction) -> None:
        """Record that an action begins."""
        activeflow.current = action
        self.touch(activeflow)
        activeflow.executed.append((action, activeflow.updated_us or 0))

    def end(self, activeflow: Activeflow) -> None:
        """Record that a flow has ended."""
        if activeflow.status != "ended":
            activeflow.status = "ended"
            activeflow.current = None
            self.touch(activeflow)
            self.runs.pop(activeflow.id, None)

    def stop(self, activeflow: Activeflow) -> None:
        """Stop a flow, and with it its call; refuse (409) one that has ended."""
        run = self.runs.get(activeflow.id)
        if run is None:
            raise conflict("activeflow", "the activeflow has ended")
        if run.leg is not None:
            run.leg.hang_up()
        else:
            run.stop()

    def delete(self, activeflow: Activeflow) -> None:
        """Delete an activeflow; one that runs is stopped first."""
        if activeflow.id in self.runs:
            self.stop(activeflow)
        self.records.remove(activeflow)

    def touch(self, activeflow: Activeflow) -> None:
        """Note that an activeflow changes now."""
        activeflow.updated_us = max(self._mock.clock.now_us, activeflow.updated_us or activeflow.created_us)
