"""Of several files to play only the first is played."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class FirstFileOnly(Fault):
    """The list is read as one."""

    name = "first-file-only"
    kind = "flow"
    sentence = "of several files to play only the first is played"
    rule = "[T] Simple outbound call with media file play"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        on_action(mock, "play", "resume", lambda _resume, turn, _event: turn.happen("prompt_end", completed=True))

    def trigger(self, drive: Drive) -> None:
        urls = ["https://media.example/one.wav", "https://media.example/two.wav"]
        drive.watch(drive.call(LISTENS, {"type": "play", "option": {"stream_urls": urls}}))
