"""The list of calls shows those of all customers."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OthersCallsListed(Fault):
    """The list has no filter."""

    name = "others-calls-listed"
    kind = "isolation"
    sentence = "the list of calls shows those of all customers"
    rule = "[C] a customer sees what is theirs"
    operations = ("GET /calls",)
    kinds = ("isolation", "collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(of: Any, _customer_id: str) -> Any:
            found = [call for customer_id in mock.accounts.customers for call in of(customer_id)]
            return sorted(found, key=lambda call: call.created_us)

        wrap(mock.calls.records, "of", around)

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.get("/calls", "other")
