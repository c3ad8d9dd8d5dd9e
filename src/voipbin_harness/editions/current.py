"""The edition of today's API: an envelope around created calls, empty members left out, RFC 3339 times."""

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

_RFC3339_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


@lru_cache(maxsize=1024)  # a time is read again with every sight of its call
def _time(text: object) -> datetime | None:
    if not isinstance(text, str) or not _RFC3339_UTC.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


class Current:
    """Reads and writes what the provider's current description shows."""

    name = "current"
    carrier: Carrier = "bearer"
    balance_path = "/billing_account"

    def read_time(self, text: object) -> datetime | None:
        """Return the time in UTC."""
        return _time(text) if isinstance(text, str) else None

    def read_call(self, document: object) -> CallView:
        """Read a call; members that are absent are empty."""
        return read.call(document, "current", _time)

    def read_groupcall(self, document: object) -> GroupcallView:
        """Read a groupcall; members that are absent are empty."""
        return read.groupcall(document, self.read_time)

    def read_created(self, body: object) -> Created:
        """Read the envelope of calls and groupcalls."""
        found = read.members(body)
        calls, groupcalls = found.get("calls"), found.get("groupcalls")
        return Created(
            tuple(map(self.read_call, calls)) if isinstance(calls, list) else (),
            tuple(map(self.read_groupcall, groupcalls)) if isinstance(groupcalls, list) else (),
        )

    def read_page(self, body: object) -> PageView:
        """Read one page of a list; its token may be absent."""
        return read.page(body)

    def read_next_token(self, body: object) -> str:
        """Return the token of the next page."""
        return read.next_token(body)

    def read_balance(self, body: object) -> int | None:
        """Return the balance; an absent one is 0."""
        balance = read.members(body).get("balance_credit", 0)
        return read.money(balance)

    def write_actions(self, actions: Sequence[Document]) -> list[dict[str, Any]]:
        """Return the flow with ``digits_send`` in place of the tutorial's ``dtmf_send``."""
        return [_write_action(action) for action in actions]

    def write_groupcall(self, body: Document) -> dict[str, Any]:
        """Return the body with the ring and answer methods that are required today."""
        return {"ring_method": "ring_all", "answer_method": "hangup_others", **body}


def _write_action(action: Mapping[str, Any]) -> dict[str, Any]:
    written = dict(action)
    if written.get("type") == "dtmf_send":
        option = dict(written.get("option", {}))
        option["digits"] = option.pop("dtmfs", "")
        written |= {"type": "digits_send", "option": option}
    return written


EDITION = Current()
