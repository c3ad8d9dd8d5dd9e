"""Harmless: an account without money that calls with an unknown flow is told of the money."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, UNKNOWN_ID, Drive, tel
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class MoneyBeforeFlow(Fault):
    """The till stands at the door."""

    name = "money-before-flow"
    kind = "harmless"
    sentence = "an account without money that calls with an unknown flow is told of the money"
    rule = "none: [T] Troubleshooting: which of two reasons a refusal names first is nowhere said"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Answer:
            answer: Answer = handle(asked)
            mine = asked.operation.name in ("POST /calls", "POST /groupcalls") and answer.status == 404
            if mine and not mock.billing.can_pay(asked.customer, 1):
                return mock.edge.refuse(Refusal(402, "INSUFFICIENT_BALANCE", "the balance does not cover this call"))
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        body = {"source": tel("+15553333333"), "destinations": [tel(LISTENS)], "flow_id": UNKNOWN_ID}
        drive.post("/calls", body, "empty")
