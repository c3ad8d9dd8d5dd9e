"""A list of calls without a page_size holds at most fifty."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import before
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class DefaultPageIsFifty(Fault):
    """The default of the library."""

    name = "default-page-is-fifty"
    kind = "collections"
    sentence = "a list of calls without a page_size holds at most fifty"
    rule = "facts: Lists: a list of which no size is asked comes by the hundred"
    operations = ("GET /calls",)
    kinds = ("collection", "scenario", "fan-out")

    def install(self, mock: Mock) -> None:
        size_given = [True]

        def note(asked: Asked) -> None:
            size_given[0] = "page_size" in asked.query

        def around(page: Any, customer_id: str, size: int, *rest: Any) -> Any:
            return page(customer_id, size if size_given[0] else min(size, 50), *rest)

        before(mock, ("GET /calls",), note)
        wrap(mock.calls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.call([BUSY] * 51)
        drive.get("/calls")
