"""Harmless: a call of another customer is answered with 403."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class StrangerIs403(Fault):
    """Either is documented."""

    name = "stranger-is-403"
    kind = "harmless"
    sentence = "a call of another customer is answered with 403"
    rule = "none: [C] 403 or 404"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            call = mock.calls.records.find(asked.params["id"].lower())
            forbidden = Refusal(403, "PERMISSION_DENIED", "not yours")
            return mock.edge.refuse(forbidden) if answer.status == 404 and call is not None else None

        on_answer(mock, ("GET /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", f"/calls/{drive.call()}", account="other")
