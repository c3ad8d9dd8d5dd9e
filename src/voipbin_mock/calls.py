"""Calls: making them, moving them from status to status, and ending them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from voipbin_mock.errors import conflict
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.legs import Leg
from voipbin_mock.records import Address, Call, Customer, Flow
from voipbin_mock.runs import FlowRun
from voipbin_mock.store import Collection

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock

#: How many further calls ``connect`` and ``call`` may make for one call from the API [D].
LARGEST_FAMILY = 200


@dataclass(slots=True)
class Family:
    """How many calls may still descend from one call: no flow can make calls without end."""

    room: int = LARGEST_FAMILY


@dataclass(frozen=True, slots=True)
class Order:
    """A leg to be dialled; without a ``flow`` it is bridged with another one."""

    customer: Customer
    source: Address
    destination: Address
    flow: Flow | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    groupcall_id: str = NIL_UUID
    master_call_id: str = NIL_UUID
    family: Family = field(default_factory=Family)


class Calls:
    """All calls of the platform; ``legs`` are those that are not over."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        self.clock = mock.clock
        self.traces = mock.traces
        self.records: Collection[Call] = Collection("call", mock.clock, lambda call: call.status == "hangup")
        self.records.on_forget = mock.traces.forget
        self.legs: dict[str, Leg] = {}

    def dial(self, order: Order) -> Leg:
        """Make a call and send it on its way; it is paid with that."""
        self._mock.billing.charge(order.customer)
        call = Call(
            id=self._mock.ids.uuid(),
            customer_id=order.customer.id,
            created_us=self.records.stamp(),
            source=order.source,
            destination=order.destination,
            flow_id=order.flow.id if order.flow else NIL_UUID,
            groupcall_id=order.groupcall_id,
            master_call_id=order.master_call_id,
        )
        leg = Leg(self, call, self._mock.callees.callee_of(order.destination))
        self.legs[call.id] = leg
        self.records.add(call)
        self.traces.add(call.id, "status", status=call.status)
        if order.flow is not None:
            self._attach_flow(leg, order.flow, order)
        leg.dial()
        return leg

    def dial_descendant(self, order: Order) -> Leg | None:
        """Make a call on behalf of another one; ``None`` when the money or the family's room does not allow it."""
        if order.family.room <= 0 or not self._mock.billing.can_pay(order.customer, 1):
            return None
        order.family.room -= 1
        return self.dial(order)

    def hang_up(self, call: Call) -> None:
        """End a call as the API asks for; refuse (409) one that is ending or over."""
        leg = self.legs.get(call.id)
        if leg is None or call.status in ("terminating", "canceling"):
            raise conflict("call", f"the call is {call.status}")
        leg.hang_up()

    def delete(self, call: Call) -> None:
        """Delete a call; refuse (409) one that is not over."""
        if call.status != "hangup":
            raise conflict("call", f"the call is {call.status}")
        self.records.remove(call)
        self.traces.forget(call)

    def move(self, call: Call, status: str) -> None:
        """Let a call reach its next status, and note when."""
        call.status = status
        self.touch(call)
        if status == "ringing":
            call.ringing_us = call.updated_us
        elif status == "progressing":
            call.progressing_us = call.updated_us
        elif status == "hangup":
            call.hangup_us = call.updated_us
        self.traces.add(call.id, "status", status=status)

    def finish(self, call: Call, by: str, reason: str, code: int) -> None:
        """Let a call be over."""
        call.hangup_by = by
        call.hangup_reason = reason
        call.recording_id = NIL_UUID
        self.move(call, "hangup")
        self.traces.add(call.id, "hangup", by=by, reason=reason, code=code)
        self.legs.pop(call.id, None)

    def touch(self, call: Call) -> None:
        """Note that a call changes now; a change never lies before the one that went before."""
        call.updated_us = max(self.clock.now_us, call.updated_us or call.created_us)

    def with_descendants(self, call: Call) -> list[str]:
        """Return the ids of a call and of those chained to it."""
        found = [call.id]
        for call_id in found:
            record = self.records.find(call_id)
            found.extend(chained for chained in (record.chained_call_ids if record else ()) if chained not in found)
        return found

    def _attach_flow(self, leg: Leg, flow: Flow, order: Order) -> None:
        call = leg.call
        activeflow = self._mock.activeflows.create(order.customer.id, flow, "call", call.id)
        call.activeflow_id = activeflow.id
        run = FlowRun(self._mock, activeflow, flow.body, order.variables, leg=leg, family=order.family)
        leg.on_answer.append(run.start)
        leg.on_close.append(run.stop)
        leg.on_digit.append(run.press)
