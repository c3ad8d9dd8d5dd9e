"""The balance is a text."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, on_document
from voipbin_mock.mock import Mock


class BalanceAsText(Fault):
    """A number in quotes."""

    name = "balance-as-text"
    kind = "shape"
    sentence = "the balance is a text"
    rule = "[C] BillingManagerAccount: balance_credit is an integer"
    operations = BALANCE
    kinds = ("wrong-type",)

    def install(self, mock: Mock) -> None:
        on_document(
            mock, "billing_account", lambda _, written: {**written, "balance_credit": str(written["balance_credit"])}
        )

    def trigger(self, drive: Drive) -> None:
        drive.money()
