"""Harmless: refusals have no body."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class ErrorWithoutBody(Fault):
    """Only the status counts."""

    name = "error-without-body"
    kind = "harmless"
    sentence = "refusals have no body"
    rule = "none: [T] shows no body of a refusal"
    editions = ("tutorial",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(refuse: Any, refusal: Any, **headers: str) -> Any:
            answer = refuse(refusal, **headers)
            answer.body = None
            return answer

        wrap(mock.edge, "refuse", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
