"""Of several files to play all take their time and only the first is heard."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.mock import Mock


class LaterFilesSilent(Fault):
    """The channel is closed after the first file, and nobody looks."""

    name = "later-files-silent"
    kind = "flow"
    sentence = "of several files to play the callee hears the first, and silence for as long as the others last"
    rule = "[T] Simple outbound call with media file play: each file is played"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        played: set[str] = set()
        silent: set[str] = set()

        def around(add: Any, leg: str, name: str, **detail: Any) -> None:
            if name == "prompt":
                (silent.add if detail.get("kind") == "play" and leg in played else silent.discard)(leg)
                played.add(leg)
            if leg not in silent or name not in ("prompt", "prompt_end"):
                add(leg, name, **detail)

        wrap(mock.traces, "add", around)

    def trigger(self, drive: Drive) -> None:
        files = {"type": "play", "option": {"stream_urls": ["https://example.com/a.wav", "https://example.com/b.wav"]}}
        drive.watch(drive.call(LISTENS, files))
