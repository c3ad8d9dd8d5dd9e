"""Digits_receive waits half as long as it should."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, menu
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class DigitTimeOutHalved(Fault):
    """Half seconds are taken for seconds."""

    name = "digit-time-out-halved"
    kind = "flow"
    sentence = "digits_receive waits half as long as it should"
    rule = "[T] Simple outbound call with Branch: duration"
    operations = CALLS + ACTIVEFLOWS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(start: Any, turn: Any) -> None:
            wrap(turn, "wait", lambda wait, duration_ms, *local: wait(duration_ms // 2, *local))
            start(turn)

        on_action(mock, "digits_receive", "start", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, *menu("1")))
