"""A page of calls is always a hundred long."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.mock import Mock


class PageSizeIgnored(Fault):
    """The query is not read."""

    name = "page-size-ignored"
    kind = "collections"
    sentence = "a page of calls is always a hundred long"
    rule = "[C] page_size"
    operations = ("GET /calls",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, customer_id: str, _size: int, *rest: Any) -> Any:
            return page(customer_id, 100, *rest)

        wrap(mock.calls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, BUSY))
        drive.get("/calls", page_size=1)
