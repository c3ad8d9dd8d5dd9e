"""Harmless: refusals give other reasons."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OtherErrorReasons(Fault):
    """The words of a reason are not listed."""

    name = "other-error-reasons"
    kind = "harmless"
    sentence = "refusals give other reasons"
    rule = "none: [C] a reason is a word in UPPER_SNAKE"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(refuse: Any, refusal: Any, **headers: str) -> Any:
            return refuse(Refusal(refusal.status, f"API_{refusal.reason}_V2", refusal.message), **headers)

        wrap(mock.edge, "refuse", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
