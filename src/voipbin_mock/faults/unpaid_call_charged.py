"""A call that is refused for lack of money is charged."""

from __future__ import annotations

from voipbin_mock.billing import PRICE_OF_LEG
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, request, tel
from voipbin_mock.faults._seams import BALANCE, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class UnpaidCallCharged(Fault):
    """The balance becomes a debt."""

    name = "unpaid-call-charged"
    kind = "billing"
    sentence = "a call that is refused for lack of money is charged"
    rule = "[T] Troubleshooting: 402; a refused request creates nothing"
    operations = ("POST /calls", *BALANCE)
    kinds = ("billing", "side-effect", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            if answer.status == 402:
                asked.customer.balance -= PRICE_OF_LEG

        on_answer(mock, ("POST /calls",), change)

    def trigger(self, drive: Drive) -> None:
        drive.post("/calls", {**request(LISTENS), "source": tel("+15553333333")}, "empty")
        drive.money("empty")
