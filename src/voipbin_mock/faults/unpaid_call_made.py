"""A call that is refused with 402 is made all the same."""

from __future__ import annotations

from typing import Any

from voipbin_mock.billing import PRICE_OF_LEG
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, request, tel
from voipbin_mock.faults._seams import BALANCE
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class UnpaidCallMade(Fault):
    """The money is asked for when it is too late."""

    name = "unpaid-call-made"
    kind = "refusal"
    sentence = "a call that is refused with 402 is made all the same"
    rule = "[T] Troubleshooting: 402; a refused request creates nothing"
    operations = ("POST /calls", "GET /calls", *BALANCE)
    kinds = ("side-effect", "billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            answer = handle(asked)
            if asked.operation.name == "POST /calls" and answer.status == 402:
                asked.customer.balance += 100 * PRICE_OF_LEG
                handle(asked)
                asked.customer.balance = 0
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.post("/calls", {**request(LISTENS), "source": tel("+15553333333")}, "empty")
        drive.get("/calls", "empty")
