"""When the flow that a page token names has been deleted, the next page is the first one again."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock
from voipbin_mock.records import Flow


class DeletedTokenStartsOver(Fault):
    """A cursor that is looked up and not compared."""

    name = "deleted-token-starts-over"
    kind = "collections"
    sentence = "when the flow that a page token names has been deleted, the next page is the first one again"
    rule = "facts: Lists: a page is what is older than its token, whatever has become of the item that it names"
    operations = ("GET /flows",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        gone: set[int] = set()

        def remove(original: Any, flow: Flow) -> None:
            gone.add(flow.created_us)
            original(flow)

        def page(original: Any, customer_id: str, size: int, token: str | None, write_time: Any) -> Any:
            lost = token in [write_time(created_us) for created_us in gone]
            return original(customer_id, size, None if lost else token, write_time)

        wrap(mock.flows.records, "remove", remove)
        wrap(mock.flows.records, "page", page)

    def trigger(self, drive: Drive) -> None:
        for _ in range(4):
            drive.flow()
        page = drive.get("/flows", page_size=2)
        drive.send("DELETE", f"/flows/{page['result'][-1]['id']}")
        drive.get("/flows", page_size=2, page_token=page["next_page_token"])
