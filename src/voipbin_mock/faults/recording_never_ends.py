"""A call that is over while it was recorded still names a current recording."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock
from voipbin_mock.records import Call


class RecordingNeverEnds(Fault):
    """Nobody tells the recorder."""

    name = "recording-never-ends"
    kind = "lifecycle"
    sentence = "a call that is over while it was recorded still names a current recording"
    rule = "[C] CallManagerCall: recording_id is the recording that goes on, and after the call none does"
    operations = CALLS
    kinds = ("lifecycle", "flow", "scenario", "echo")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Call, *how: Any) -> None:
            current = call.recording_id
            finish(call, *how)
            call.recording_id = current

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, {"type": "recording_start"}, talk("this call is recorded")))
