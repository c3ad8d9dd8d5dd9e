"""Harmless: the last page of a list has no token."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class LastPageWithoutToken(Fault):
    """Absent is as good as empty."""

    name = "last-page-without-token"
    kind = "harmless"
    sentence = "the last page of a list has no token"
    rule = "none: [C] a last page has an empty or absent token"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(page: Any, items: Any, token: str) -> Any:
            written = page(items, token)
            return written if token else {"result": written["result"]}

        wrap(mock.edition, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.get("/calls")
