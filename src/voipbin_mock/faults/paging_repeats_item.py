"""A page begins with the last call of the page before."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.mock import Mock


class PagingRepeatsItem(Fault):
    """Not older than the token, but as old or older."""

    name = "paging-repeats-item"
    kind = "collections"
    sentence = "a page of calls holds the call that the token names"
    rule = "[T] Get call list; [C] a page holds what is strictly older than its token"
    operations = ("GET /calls",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        """Move the token a little into the future."""

        def around(page: Any, customer_id: str, size: int, token: str | None, write_time: Any) -> Any:
            return page(customer_id, size, f"{token}~" if token else token, write_time)

        wrap(mock.calls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, BUSY))
        drive.get("/calls", page_token=drive.get("/calls", page_size=1)["next_page_token"])
