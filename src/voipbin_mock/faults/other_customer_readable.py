"""Anybody who knows the id of a call may read it."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.mock import Mock


class OtherCustomerReadable(Fault):
    """The owner is not looked at."""

    name = "other-customer-readable"
    kind = "isolation"
    sentence = "a call of another customer can be read, hung up and deleted by its id"
    rule = "[C] another customer's resource is 403 or 404"

    def install(self, mock: Mock) -> None:
        """Let everybody see every call."""
        wrap(mock.calls.records, "visible", lambda *_: True)
