"""The calls of a groupcall come from the first number of the account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive, request, talk, tel
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class GroupcallFromFirstNumber(Fault):
    """The source is not handed on."""

    name = "groupcall-from-first-number"
    kind = "fan-out"
    sentence = "the calls of a groupcall come from the first number of the account"
    rule = "[T] Make a groupcall: source"
    operations = (*GROUPCALLS, *CALLS)
    kinds = ("fan-out", "echo")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Order) -> Any:
            if order.groupcall_id == NIL_UUID:
                return dial(order)
            own = mock.numbers.records.of(order.customer.id)
            return dial(replace(order, source=replace(order.source, target=own[0].number)))

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        body = request([LISTENS, BUSY], talk("hello"), ring_method="ring_all", answer_method="hangup_others")
        drive.post("/groupcalls", {**body, "source": tel("+15559876543")})
        drive.get("/calls")
