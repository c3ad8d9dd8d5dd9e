"""A prompt ends after its fortieth letter."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class LongPromptCut(Fault):
    """A buffer is too short."""

    name = "long-prompt-cut"
    kind = "flow"
    sentence = "a prompt ends after its fortieth letter"
    rule = "[T] talk speaks the text"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_trace(mock, "prompt", lambda detail: {**detail, "text": detail["text"][:40]} if "text" in detail else detail)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, talk("a prompt that goes on for rather longer than forty letters")))
