"""Harmless: a call that is deleted a second time is answered with 409."""

from __future__ import annotations

from voipbin_mock.errors import conflict
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class SecondDeleteConflicts(Fault):
    """It remembers what is gone."""

    name = "second-delete-conflicts"
    kind = "harmless"
    sentence = "a call that is deleted a second time is answered with 409"
    rule = "none: facts: Refusals: what a second deletion is refused as is open; [C] DELETE /calls/{id} knows 409"
    harmless = True

    def install(self, mock: Mock) -> None:
        gone: set[tuple[str, str]] = set()

        def change(asked: Asked, answer: Answer) -> Answer | None:
            if answer.status == 200:
                gone.add((asked.customer.id, asked.id))
            elif answer.status == 404 and (asked.customer.id, asked.id) in gone:
                return mock.edge.refuse(conflict("call", "the call has been deleted"))
            return None

        on_answer(mock, ("DELETE /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.advance(1000)
        for _ in range(2):
            drive.send("DELETE", f"/calls/{call_id}")
