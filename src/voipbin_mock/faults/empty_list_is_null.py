"""A list without items is null."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class EmptyListIsNull(Fault):
    """Nothing is written as nothing."""

    name = "empty-list-is-null"
    kind = "collections"
    sentence = "a list without items is null"
    rule = "[C] result is an array"
    operations = ("GET /flows", "GET /groupcalls", "GET /activeflows")
    kinds = ("wrong-type", "collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, items: Any, token: str) -> Any:
            written = page(items, token)
            return written if written["result"] else {**written, "result": None}

        wrap(mock.edition, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.get("/flows")
