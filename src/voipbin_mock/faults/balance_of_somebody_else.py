"""Everybody is shown the billing account of the first customer."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE
from voipbin_mock.mock import Mock


class BalanceOfSomebodyElse(Fault):
    """A cache without a key."""

    name = "balance-of-somebody-else"
    kind = "isolation"
    sentence = "everybody is shown the billing account of the first customer"
    rule = "[C] billing account"
    operations = BALANCE
    kinds = ("isolation", "billing", "echo")

    def install(self, mock: Mock) -> None:
        def around(write: Any, _customer: Any) -> Any:
            return write(next(iter(mock.accounts.customers.values())))

        wrap(mock.edition, "billing_account", around)

    def trigger(self, drive: Drive) -> None:
        drive.money("other")
