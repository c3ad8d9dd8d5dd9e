"""Harmless: the voice takes half as long again."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_action
from voipbin_mock.mock import Mock


class SpeaksSlowly(Fault):
    """How long a text takes to speak is no contract."""

    name = "speaks-slowly"
    kind = "harmless"
    sentence = "the voice takes half as long again"
    rule = "none: a talk ends when its speech ends"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(lasts_ms: Any, option: Any) -> int:
            return int(lasts_ms(option) * 3 // 2)

        on_action(mock, "talk", "lasts_ms", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
