"""The list of numbers holds everybody's."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class NumbersOfAllListed(Fault):
    """The owner is not asked for."""

    name = "numbers-of-all-listed"
    kind = "isolation"
    sentence = "the list of numbers holds everybody's"
    rule = "[T] Prerequisites: the numbers that you own"
    operations = ("GET /numbers",)
    kinds = ("isolation",)

    def install(self, mock: Mock) -> None:
        def around(page: Any, customer_id: str, *rest: Any) -> Any:
            found, following = page(customer_id, *rest)
            others = [one for one in mock.numbers.by_number.values() if one.customer_id != customer_id]
            return [*found, *others], following

        wrap(mock.numbers.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.get("/numbers")
