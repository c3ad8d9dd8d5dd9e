"""Play asks for a file without the query of its address."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_trace
from voipbin_mock.mock import Mock


class PlayUrlWithoutQuery(Fault):
    """Addresses are tidied up."""

    name = "play-url-without-query"
    kind = "flow"
    sentence = "play asks for a file without the query of its address"
    rule = "[T] play: stream_urls"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def change(detail: dict[str, Any]) -> dict[str, Any]:
            return {**detail, "url": detail["url"].partition("?")[0]} if "url" in detail else detail

        on_trace(mock, "prompt", change)

    def trigger(self, drive: Drive) -> None:
        url = "https://media.example.test/beep.wav?take=2"
        drive.watch(drive.call(LISTENS, {"type": "play", "option": {"stream_urls": [url]}}))
