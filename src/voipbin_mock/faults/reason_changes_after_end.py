"""The reason of a call that is over becomes normal after a second."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class ReasonChangesAfterEnd(Fault):
    """A second writer comes late."""

    name = "reason-changes-after-end"
    kind = "lifecycle"
    sentence = "the reason of a call that is over becomes normal after a second"
    rule = "facts: A call: hangup is final"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, *rest: Any) -> None:
            finish(call, *rest)
            mock.clock.after(1000, lambda: setattr(call, "hangup_reason", "normal"))

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.watch(call_id)
        drive.advance(2000)
        drive.get(f"/calls/{call_id}")
