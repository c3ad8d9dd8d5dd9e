"""Harmless: a flow, number, groupcall or activeflow of another customer is answered with 403."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import ACTIVEFLOWS, FLOWS, GROUPCALLS, NUMBERS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class StrangersAre403(Fault):
    """Either is documented."""

    name = "strangers-are-403"
    kind = "harmless"
    sentence = "a flow, number, groupcall or activeflow of another customer is answered with 403"
    rule = "none: [C] 403 or 404"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            kept = (mock.flows.records, mock.numbers.records, mock.groupcalls.records, mock.activeflows.records)
            known = any(records.find(asked.params["id"].lower()) for records in kept)
            forbidden = Refusal(403, "PERMISSION_DENIED", "not yours")
            return mock.edge.refuse(forbidden) if answer.status == 404 and known else None

        on_answer(mock, [name for name in (*FLOWS, *NUMBERS, *GROUPCALLS, *ACTIVEFLOWS) if "{id}" in name], change)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", f"/flows/{drive.flow()}", account="other")
