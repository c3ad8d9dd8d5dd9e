"""The action hangup does nothing."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class HangupPassedOver(Fault):
    """The flow goes on after its end."""

    name = "hangup-passed-over"
    kind = "flow"
    sentence = "the action hangup does nothing"
    rule = "[T] Simple outbound call with Branch: hangup ends the call"
    operations = CALLS + ACTIVEFLOWS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "hangup", "start", lambda *_: None)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, {"type": "hangup"}, talk("still there")))
