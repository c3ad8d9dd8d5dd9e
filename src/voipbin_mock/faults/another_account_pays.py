"""Calls are paid from another customer's balance."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class AnotherAccountPays(Fault):
    """The wrong account is charged."""

    name = "another-account-pays"
    kind = "billing"
    sentence = "calls are paid from another customer's balance"
    rule = "issue 3, billing: a call is paid once"
    operations = (*CALLS, *GROUPCALLS, *BALANCE)
    kinds = ("billing",)

    def install(self, mock: Mock) -> None:
        def around(charge: Any, customer: Any, legs: int = 1) -> None:
            charge(next(one for one in mock.accounts.customers.values() if one.id != customer.id), legs)

        wrap(mock.billing, "charge", around)

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.money()
