"""Flows: those that a customer keeps, and those that pass with one call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from voipbin_mock.errors import not_found
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.flow.reading import ReadAction, make_flow
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Flow
from voipbin_mock.store import MOST_RECORDS, Collection

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock


class Flows:
    """All flows."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        self.records: Collection[Flow] = Collection("flow", mock.clock, lambda _flow: False)
        self._passing: OrderedDict[str, Flow] = OrderedDict()

    def make(self, actions: list[ReadAction]) -> FlowBody:
        """Return the flow of actions that have been read; those without an id get one."""
        return make_flow(actions, self._mock.ids.uuid)

    def add_passing(self, customer_id: str, body: FlowBody) -> Flow:
        """Keep the flow of an inline action list; it is in no list and the oldest are forgotten."""
        flow = Flow(
            id=self._mock.ids.uuid(),
            customer_id=customer_id,
            created_us=self._mock.clock.now_us,
            name="",
            detail="",
            body=body,
            passing=True,
        )
        self._passing[flow.id] = flow
        if len(self._passing) > MOST_RECORDS:
            self._passing.popitem(last=False)
        return flow

    def find(self, customer_id: str, flow_id: str) -> Flow | None:
        """Return a customer's flow."""
        flow = self.records.find(flow_id) or self._passing.get(flow_id)
        return flow if flow is not None and self.records.visible(customer_id, flow) else None

    def get(self, customer_id: str, flow_id: str) -> Flow:
        """Return a customer's flow; refuse (404) one that is not there or is another customer's."""
        flow = self.find(customer_id, flow_id)
        if flow is None:
            raise not_found("flow")
        return flow

    def of_option(self, customer_id: str, option: Mapping[str, Any]) -> Flow | None:
        """Return the flow that the option of a ``call`` action names or holds."""
        flow_id = option.get("flow_id", NIL_UUID).lower()
        if flow_id != NIL_UUID:
            return self.find(customer_id, flow_id)
        actions = self._mock.read_stored(option.get("actions", []))
        return self.add_passing(customer_id, self.make(actions))
