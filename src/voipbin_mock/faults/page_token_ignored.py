"""Every page of groupcalls is the first one."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.mock import Mock


class PageTokenIgnored(Fault):
    """The walk never ends."""

    name = "page-token-ignored"
    kind = "collections"
    sentence = "every page of groupcalls is the first one"
    rule = "facts: Lists: items strictly older than the token"
    operations = ("GET /groupcalls",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, customer_id: str, size: int, _token: Any, write_time: Any) -> Any:
            return page(customer_id, size, None, write_time)

        wrap(mock.groupcalls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
        drive.groupcall(LISTENS, BUSY)
        drive.get("/groupcalls", page_token=drive.get("/groupcalls", page_size=1)["next_page_token"])
