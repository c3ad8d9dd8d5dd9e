"""A call that is refused for its form is paid."""

from __future__ import annotations

from voipbin_mock.billing import PRICE_OF_LEG
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RefusedCallCharged(Fault):
    """The money is taken before the request is read."""

    name = "refused-call-charged"
    kind = "billing"
    sentence = "a call that is refused for its form is paid"
    rule = "facts: Refusals: a refused request creates nothing"
    operations = ("POST /calls", *BALANCE)
    kinds = ("billing", "side-effect", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            if answer.status in (400, 404) and asked.customer.id:
                asked.customer.balance -= PRICE_OF_LEG

        on_answer(mock, ("POST /calls",), change)

    def trigger(self, drive: Drive) -> None:
        drive.call("no number")
        drive.money()
