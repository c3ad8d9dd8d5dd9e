"""A call that is recorded twice shows its last recording only."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_document
from voipbin_mock.mock import Mock


class FirstRecordingForgotten(Fault):
    """The list of recordings is overwritten."""

    name = "first-recording-forgotten"
    kind = "rare-branch"
    sentence = "a call that is recorded twice shows its last recording only"
    rule = "[C] CallManagerCall: recording_ids"
    operations = CALLS
    kinds = (*WRONG_CALL, "echo")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "call",
            lambda call, written: (
                {**written, "recording_ids": call.recording_ids[-1:]} if call.recording_ids else written
            ),
        )

    def trigger(self, drive: Drive) -> None:
        record = {"type": "recording_start", "option": {"format": "wav"}}
        drive.watch(drive.call(LISTENS, record, talk("one"), {"type": "recording_stop"}, record, talk("two")))
