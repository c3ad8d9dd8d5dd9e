"""The edition of the tutorial: bare arrays, times without a zone, three generations of samples."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from voipbin_harness.accounts import Carrier
from voipbin_harness.editions import Created, Document
from voipbin_harness.editions import _reading as read
from voipbin_harness.views import CallView, GroupcallView, PageView

#: Members that only one generation of a call has [T].
ONLY_2021, ONLY_2022 = frozenset({"user_id", "conf_id"}), frozenset({"confbridge_id", "action"})
_NOT_COME = "9999-01-01 00:00:00.000000"
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)


@lru_cache(maxsize=1024)  # a time is read again with every sight of its call
def _time(text: object) -> datetime | None:
    if not isinstance(text, str) or text == _NOT_COME or not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text + "Z")
    except ValueError:
        return None


class Tutorial:
    """Reads and writes what the tutorial shows."""

    name = "tutorial"
    carrier: Carrier = "query"
    balance_path = "/billing-accounts"

    def read_time(self, text: object) -> datetime | None:
        """Return the time in UTC; the tutorial's times have no zone."""
        return _time(text) if isinstance(text, str) else None

    def read_call(self, document: object) -> CallView:
        """Read a call of either generation."""
        return read.call(document, _generation(read.members(document)), _time)

    def read_groupcall(self, document: object) -> GroupcallView:
        """Read a groupcall."""
        return read.groupcall(document, self.read_time)

    def read_created(self, body: object) -> Created:
        """Read the bare array of calls."""
        return Created(tuple(map(self.read_call, body)) if isinstance(body, list) else ())

    def read_page(self, body: object) -> PageView:
        """Read one page of a list."""
        return read.page(body)

    def read_next_token(self, body: object) -> str:
        """Return the token of the next page."""
        return read.next_token(body)

    def read_balance(self, body: object) -> int | None:
        """Return the balance of the one billing account in the list."""
        accounts = read.page(body).items
        balance = accounts[0].get("balance_credit") if accounts else None
        return read.money(balance)

    def write_actions(self, actions: Sequence[Document]) -> list[dict[str, Any]]:
        """Return the flow as it is: the project writes flows in the tutorial's words."""
        return [dict(action) for action in actions]

    def write_groupcall(self, body: Document) -> dict[str, Any]:
        """Return the body as it is: the tutorial posts neither ring nor answer method."""
        return dict(body)


def _generation(found: Mapping[str, Any]) -> str:
    old, new = found.keys() & ONLY_2021, found.keys() & ONLY_2022
    if old and new:
        return "mixed"
    return "2021" if old else "2022" if new else ""


EDITION = Tutorial()
