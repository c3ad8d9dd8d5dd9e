"""A call that is over is progressing again a second later."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class HangupNotFinal(Fault):
    """A late message is believed."""

    name = "hangup-not-final"
    kind = "lifecycle"
    sentence = "a call that is over is progressing again a second later"
    rule = "[C] hangup is final"
    operations = CALLS
    kinds = (*WRONG_CALL, "flow")

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, *how: Any) -> None:
            finish(call, *how)
            mock.clock.after(1000, lambda: setattr(call, "status", "progressing"))

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(BUSY))
