"""Each page of flows but the first leaves out its first item."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class PagingSkipsItem(Fault):
    """The token is taken for the first item."""

    name = "paging-skips-item"
    kind = "collections"
    sentence = "each page of flows but the first leaves out its first item"
    rule = "facts: Lists: walking the pages visits every item once"
    operations = ("GET /flows",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, customer_id: str, size: int, token: Any, write_time: Any) -> Any:
            found, following = page(customer_id, size, token, write_time)
            return (found[1:] if token else found), following

        wrap(mock.flows.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        for _ in range(3):
            drive.flow()
        drive.get("/flows", page_token=drive.get("/flows", page_size=1)["next_page_token"])
