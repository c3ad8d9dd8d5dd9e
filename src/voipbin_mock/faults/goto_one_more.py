"""goto jumps once more than it should."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, menu
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.mock import Mock


class GotoOneMore(Fault):
    """The count is off by one."""

    name = "goto-one-more"
    kind = "flow"
    sentence = "goto jumps loop_count + 1 times"
    rule = "[T] Simple outbound call with Branch: at most loop_count jumps"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        """Add one to the limit."""

        def around(limit: Any, turn: Any) -> int:
            return int(limit(turn)) + 1

        wrap(mock.interpreter.actions["goto"], "limit", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, *menu("1")))
