"""Sleep takes no time."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class SleepPassedOver(Fault):
    """Milliseconds are taken for microseconds."""

    name = "sleep-passed-over"
    kind = "flow"
    sentence = "sleep takes no time"
    rule = "[C] FlowManagerActionOptionSleep"
    operations = CALLS + ACTIVEFLOWS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "sleep", "start", lambda *_: None)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, {"type": "sleep", "option": {"duration": 2000}}, talk("two")))
