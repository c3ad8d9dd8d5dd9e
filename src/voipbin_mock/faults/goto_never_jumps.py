"""Goto is always passed over."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, menu
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class GotoNeverJumps(Fault):
    """The count begins at its end."""

    name = "goto-never-jumps"
    kind = "flow"
    sentence = "goto is always passed over"
    rule = "[T] Simple outbound call with Branch: at most loop_count jumps"
    operations = CALLS + ACTIVEFLOWS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "goto", "limit", lambda *_: 0)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, *menu("1")))
