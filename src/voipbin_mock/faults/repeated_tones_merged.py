"""Of equal tones in a row the first alone is sent."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class RepeatedTonesMerged(Fault):
    """Taken for a bouncing key."""

    name = "repeated-tones-merged"
    kind = "flow"
    sentence = "of equal tones in a row the first alone is sent"
    rule = "[T] dtmf_send: dtmfs"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        last: list[tuple[str, int]] = []

        def change(detail: dict[str, Any]) -> dict[str, Any] | None:
            same = bool(last) and last[-1][0] == detail["digit"] and mock.clock.now_ms - last[-1][1] < 2000
            last[:] = [(detail["digit"], mock.clock.now_ms)]
            return None if same else detail

        on_trace(mock, "digit_heard", change)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, drive.tones("1122")))
