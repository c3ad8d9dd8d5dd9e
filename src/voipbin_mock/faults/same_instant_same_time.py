"""Calls made in one instant have the same tm_create."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, REJECTS, Drive
from voipbin_mock.mock import Mock


class SameInstantSameTime(Fault):
    """The clock is too coarse."""

    name = "same-instant-same-time"
    kind = "races"
    sentence = "calls made in one instant have the same tm_create"
    rule = "[D] facts: Lists: tm_create is unique per list"
    operations = ("POST /calls", "GET /calls", "GET /calls/{id}")
    kinds = ("collection", "timestamps", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.calls.records, "stamp", lambda _stamp: mock.clock.now_us)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, BUSY, REJECTS))
        drive.get("/calls", page_token=drive.get("/calls", page_size=1)["next_page_token"])
