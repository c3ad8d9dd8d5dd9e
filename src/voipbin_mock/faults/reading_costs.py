"""Each look at a call costs as much as a call."""

from __future__ import annotations

from voipbin_mock.billing import PRICE_OF_LEG
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, CALLS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ReadingCosts(Fault):
    """The meter counts requests."""

    name = "reading-costs"
    kind = "billing"
    sentence = "each look at a call costs as much as a call"
    rule = "facts: a call is paid once"
    operations = CALLS + BALANCE
    kinds = ("billing", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            if answer.status == 200:
                asked.customer.balance -= PRICE_OF_LEG

        on_answer(mock, ("GET /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
        drive.money()
