"""Money: a price for each leg that is dialled, taken once."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.records import Customer

#: What a leg costs, in micros of a USD [D].
PRICE_OF_LEG = 10_000


class Billing:
    """Prepaid accounts."""

    def can_pay(self, customer: Customer, legs: int) -> bool:
        """Return whether the balance covers so many legs."""
        return customer.balance >= legs * PRICE_OF_LEG

    def require(self, customer: Customer, legs: int) -> None:
        """Refuse (402) when the balance does not cover so many legs."""
        if not self.can_pay(customer, legs):
            raise Refusal(402, "INSUFFICIENT_BALANCE", "the balance does not cover this call")

    def charge(self, customer: Customer, legs: int = 1) -> None:
        """Take the price of legs that have been dialled."""
        customer.balance -= legs * PRICE_OF_LEG
