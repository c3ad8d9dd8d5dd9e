"""Anybody who knows the id of a call may read it."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class OtherCustomerReadable(Fault):
    """The owner is not looked at."""

    name = "other-customer-readable"
    kind = "isolation"
    sentence = "a call of another customer can be read, hung up and deleted by its id"
    rule = "[C] another customer's resource is 403 or 404"
    operations = CALLS
    kinds = ("isolation", "wrong-status", "scenario")

    def install(self, mock: Mock) -> None:
        """Let everybody see every call."""
        wrap(mock.calls.records, "visible", lambda *_: True)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", f"/calls/{drive.call()}", account="other")
