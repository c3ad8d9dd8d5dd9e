"""Harmless: a leg costs twice as much."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class PriceDoubled(Fault):
    """What a call costs is not documented."""

    name = "price-doubled"
    kind = "harmless"
    sentence = "a leg costs twice as much"
    rule = "none: no document names a price"
    harmless = True

    def install(self, mock: Mock) -> None:
        wrap(mock.billing, "charge", lambda charge, customer, legs=1: charge(customer, legs * 2))
        wrap(mock.billing, "can_pay", lambda can_pay, customer, legs: can_pay(customer, legs * 2))

    def trigger(self, drive: Drive) -> None:
        drive.money()
        drive.call()
        drive.money()
