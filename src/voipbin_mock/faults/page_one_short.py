"""A page of calls has an item fewer than asked for, and the item is never shown."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, REJECTS, Drive
from voipbin_mock.mock import Mock


class PageOneShort(Fault):
    """The newest of each page is lost."""

    name = "page-one-short"
    kind = "collections"
    sentence = "a page of calls has an item fewer than asked for, and the item is never shown"
    rule = "[C] page_size; facts: walking the pages visits every call once"
    operations = ("GET /calls",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, *args: Any) -> Any:
            found, token = page(*args)
            return (found[1:], token) if len(found) > 1 else (found, token)

        wrap(mock.calls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, BUSY, REJECTS))
        drive.get("/calls", page_size=2)
