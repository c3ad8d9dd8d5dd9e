"""A page of flows may hold a thousand items."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import before
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class LargestPageIsLarger(Fault):
    """The limit is ten times what it says."""

    name = "largest-page-is-larger"
    kind = "collections"
    sentence = "a page of flows may hold a thousand items"
    rule = "[C] page_size is at most 100"
    operations = ("GET /flows",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        sizes: list[int] = []

        def instead(asked: Asked) -> None:
            text = asked.query.get("page_size", "")
            sizes[:] = [min(int(text), 1000)] if text.isdecimal() and len(text) < 9 else []

        def around(page: Any, customer_id: str, size: int, *rest: Any) -> Any:
            return page(customer_id, sizes[0] if sizes and sizes[0] > 100 else size, *rest)

        before(mock, ("GET /flows",), instead)
        wrap(mock.flows.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        for _ in range(101):
            drive.flow()
        drive.get("/flows", page_size=200)
