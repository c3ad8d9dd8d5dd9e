"""Flows are listed oldest first."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OldestFirst(Fault):
    """The order is turned round."""

    name = "oldest-first"
    kind = "collections"
    sentence = "flows are listed oldest first"
    rule = "facts: Lists: newest first by tm_create"
    operations = ("GET /flows",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, *args: Any) -> Any:
            found, token = page(*args)
            return found[::-1], token

        wrap(mock.flows.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow()
        drive.flow()
        drive.get("/flows")
