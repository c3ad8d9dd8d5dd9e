"""A ringing call has a status that does not exist."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class StatusUnknownValue(Fault):
    """A word from another system."""

    name = "status-unknown-value"
    kind = "shape"
    sentence = "a call that is ringing has the status alerting"
    rule = "[T] Simple outbound call with media file play: the values of status"
    operations = CALLS
    kinds = ("unknown-value", "lifecycle")

    def install(self, mock: Mock) -> None:
        """Write the wrong word."""

        def around(write: Any, *args: Any) -> Any:
            written = write(*args)
            return {**written, "status": "alerting"} if written["status"] == "ringing" else written

        wrap(mock.edition, "call", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
