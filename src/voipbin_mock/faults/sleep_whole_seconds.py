"""Sleep of more than a second waits whole seconds only and drops the rest."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class SleepWholeSeconds(Fault):
    """Seconds within, milliseconds without."""

    name = "sleep-whole-seconds"
    kind = "flow"
    sentence = "sleep of more than a second waits whole seconds only and drops the rest"
    rule = "facts: Actions: sleep counts in ms, not in seconds"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = (*WRONG_FLOW, "timestamps", "lifecycle")

    def install(self, mock: Mock) -> None:
        def around(start: Any, turn: Turn) -> None:
            duration_ms = int(turn.option["duration"])
            if duration_ms > 1000:
                turn.wait(duration_ms // 1000 * 1000)
            else:
                start(turn)

        on_action(mock, "sleep", "start", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, {"type": "sleep", "option": {"duration": 1900}}, talk("awake")))
