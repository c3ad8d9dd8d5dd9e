"""A call that was deleted stays in the list."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import not_found
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class DeletedCallListed(Fault):
    """The index is not told."""

    name = "deleted-call-listed"
    kind = "persistence"
    sentence = "a call that was deleted stays in the list"
    rule = "[D] a deleted thing leaves the lists"
    operations = CALLS
    kinds = ("echo", "collection", "scenario", "lifecycle", "leftover")

    def install(self, mock: Mock) -> None:
        removed: set[str] = set()

        def get(original: Any, customer_id: str, call_id: str) -> Any:
            if call_id in removed:
                raise not_found("call")
            return original(customer_id, call_id)

        wrap(mock.calls.records, "remove", lambda _remove, call: removed.add(call.id))
        wrap(mock.calls.records, "get", get)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.advance(1000)
        drive.send("DELETE", f"/calls/{call_id}")
        drive.get("/calls")
