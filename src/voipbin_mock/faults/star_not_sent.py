"""Of the tones to send, the star is left out."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class StarNotSent(Fault):
    """A tone table without the star."""

    name = "star-not-sent"
    kind = "rare-branch"
    sentence = "of the tones to send, the star is left out"
    rule = "[T] Simple outbound call with talk and digits_send: 0-9, A-D, # and *"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_trace(mock, "digit_heard", lambda detail: None if detail["digit"] == "*" else detail)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, drive.tones("1*2")))
