"""A call that the callee ended is shown as ended by the platform, and the other way round."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock

_SWAPPED = {"local": "remote", "remote": "local"}


class HangupBySwapped(Fault):
    """The two sides are mixed up."""

    name = "hangup-by-swapped"
    kind = "lifecycle"
    sentence = "hangup_by names the wrong side"
    rule = "[C] CallManagerCallHangupBy: remote is the callee, local the platform"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        """Swap the sides when a call ends."""

        def around(finish: Any, call: Any, by: str, *rest: Any) -> None:
            finish(call, _SWAPPED[by], *rest)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(BUSY))
