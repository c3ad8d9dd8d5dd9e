"""Harmless: the token of the next page is no time."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class OpaquePageToken(Fault):
    """Nobody may read a cursor."""

    name = "opaque-page-token"
    kind = "harmless"
    sentence = "the token of the next page is no time"
    rule = "none: [C] a token is a cursor"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(page: Any, items: Any, token: str) -> Any:
            return page(items, token and base64.urlsafe_b64encode(token.encode()).decode())

        def handle(original: Any, asked: Asked) -> Any:
            token = asked.query.get("page_token", "")
            with suppress(ValueError):
                token = base64.urlsafe_b64decode(token.encode()).decode()
            return original(replace(asked, query={**asked.query, "page_token": token}) if token else asked)

        wrap(mock.edition, "page", around)
        wrap(mock.edge, "handle", handle)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, LISTENS))
        drive.get("/calls", page_token=drive.get("/calls", page_size=1)["next_page_token"])
