"""Groupcalls: several destinations called as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voipbin_mock.errors import conflict
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.legs import Leg
from voipbin_mock.records import Groupcall
from voipbin_mock.store import Collection

if TYPE_CHECKING:
    from voipbin_mock.calls import Order
    from voipbin_mock.mock import Mock


class Groupcalls:
    """All groupcalls. The first leg that answers gets the talk; the others are ended."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        self.records: Collection[Groupcall] = Collection(
            "groupcall", mock.clock, lambda groupcall: groupcall.status == "hangup"
        )
        self._waiting: dict[str, list[Order]] = {}

    def create(self, orders: list[Order], ring_method: str, answer_method: str) -> Groupcall:
        """Ring all that the orders name together, or with ``linear`` one after the other."""
        first = orders[0]
        groupcall = self.records.add(
            Groupcall(
                id=self._mock.ids.uuid(),
                customer_id=first.customer.id,
                created_us=self.records.stamp(),
                source=first.source,
                destinations=tuple(order.destination for order in orders),
                flow_id=first.flow.id if first.flow else NIL_UUID,
                ring_method=ring_method,
                answer_method=answer_method,
            )
        )
        self._waiting[groupcall.id] = list(orders)
        for _ in orders[:1] if ring_method == "linear" else orders:
            self._dial_next(groupcall)
        return groupcall

    def hang_up(self, groupcall: Groupcall) -> None:
        """End all calls of a groupcall; refuse (409) one that is ending or over."""
        if groupcall.status != "progressing":
            raise conflict("groupcall", f"the groupcall is {groupcall.status}")
        groupcall.status = "hangingup"
        self._touch(groupcall)
        self._hang_up_legs(groupcall)

    def delete(self, groupcall: Groupcall) -> None:
        """Delete a groupcall, not its calls; refuse (409) one that is not over."""
        if groupcall.status != "hangup":
            raise conflict("groupcall", f"the groupcall is {groupcall.status}")
        self.records.remove(groupcall)

    def _dial_next(self, groupcall: Groupcall) -> None:
        order = self._waiting[groupcall.id].pop(0)
        leg = self._mock.calls.dial(replace(order, groupcall_id=groupcall.id))
        groupcall.call_ids.append(leg.call.id)
        groupcall.running += 1
        leg.on_answer.append(lambda: self._answered(groupcall, leg))
        leg.on_end.append(lambda: self._ended(groupcall))

    def _answered(self, groupcall: Groupcall, leg: Leg) -> None:
        if groupcall.answer_call_id == NIL_UUID:
            groupcall.answer_call_id = leg.call.id
            self._touch(groupcall)
            self._hang_up_legs(groupcall, but=leg)

    def _ended(self, groupcall: Groupcall) -> None:
        groupcall.running -= 1
        self._touch(groupcall)
        goes_on = groupcall.status == "progressing" and groupcall.answer_call_id == NIL_UUID
        waiting = self._waiting.get(groupcall.id)
        if groupcall.running == 0 and goes_on and waiting and self._mock.billing.can_pay(waiting[0].customer, 1):
            self._dial_next(groupcall)
        elif groupcall.running == 0:
            groupcall.status = "hangup"
            self._waiting.pop(groupcall.id, None)

    def _hang_up_legs(self, groupcall: Groupcall, but: Leg | None = None) -> None:
        for call_id in groupcall.call_ids:
            leg = self._mock.calls.legs.get(call_id)
            if leg is not None and leg is not but:
                leg.hang_up()

    def _touch(self, groupcall: Groupcall) -> None:
        groupcall.updated_us = max(self._mock.clock.now_us, groupcall.updated_us or groupcall.created_us)
