"""The action after talk begins while the text is still spoken."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class TalkDoesNotWait(Fault):
    """Every talk is asynchronous."""

    name = "talk-does-not-wait"
    kind = "flow"
    sentence = "the action after talk begins while the text is still spoken"
    rule = "[T] talk; facts: the flow goes on when the speech ends"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(start: Any, turn: Any) -> None:
            start(turn)
            turn.go_on()

        on_action(mock, "talk", "start", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, talk("one"), talk("two")))
