"""Harmless: refusals say it in other words."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OtherErrorWords(Fault):
    """Nobody reads a message by machine."""

    name = "other-error-words"
    kind = "harmless"
    sentence = "refusals say it in other words"
    rule = "none: messages are for people"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(refuse: Any, refusal: Any, **headers: str) -> Any:
            return refuse(Refusal(refusal.status, refusal.reason, f"Sorry: {refusal.message}."), **headers)

        wrap(mock.edge, "refuse", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
