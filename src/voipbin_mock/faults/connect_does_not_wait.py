"""After connect the flow goes on at once."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LEAVES, LISTENS, Drive, connect, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class ConnectDoesNotWait(Fault):
    """Dialling is done, so connect is done."""

    name = "connect-does-not-wait"
    kind = "flow"
    sentence = "after connect the flow goes on at once"
    rule = "[T] Simple outbound call with TTS and connect; facts: it goes on when the other party has left"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(start: Any, turn: Any) -> None:
            start(turn)
            turn.go_on()

        on_action(mock, "connect", "start", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(LEAVES), talk("good-bye")))
