"""A balance that was read within the last three seconds is shown again as it was."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class BalanceCached(Fault):
    """The balance is looked up every three seconds."""

    name = "balance-cached"
    kind = "billing"
    sentence = "a balance that was read within the last three seconds is shown again as it was"
    rule = "[C] BillingManagerAccount: balance_credit is what is on the account now"
    operations = BALANCE
    kinds = ("billing", "scenario")

    def install(self, mock: Mock) -> None:
        cache: dict[str, tuple[int, Answer]] = {}

        def change(asked: Asked, answer: Answer) -> Answer | None:
            if answer.status != 200 or "page_token" in asked.query:
                return None
            since_ms, known = cache.get(asked.customer.id, (-3000, answer))
            if mock.clock.now_ms - since_ms < 3000:
                return known
            cache[asked.customer.id] = (mock.clock.now_ms, answer)
            return answer

        on_answer(mock, BALANCE, change)

    def trigger(self, drive: Drive) -> None:
        drive.money()
        drive.call()
        drive.advance(1000)
        drive.money()
