"""Each tone lasts a tenth of a second, whatever the option says."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class TonesAllAlikeLong(Fault):
    """The option is not read."""

    name = "tones-all-alike-long"
    kind = "flow"
    sentence = "each tone lasts a tenth of a second, whatever the option says"
    rule = "[T] dtmf_send: duration"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_trace(mock, "digit_heard", lambda detail: {**detail, "duration_ms": 100})

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, drive.tones("12")))
