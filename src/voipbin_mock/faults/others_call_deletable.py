"""Another customer's call can be deleted once it is over."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class OthersCallDeletable(Fault):
    """Deleting does not ask for the owner."""

    name = "others-call-deletable"
    kind = "isolation"
    sentence = "another customer's call can be deleted once it is over"
    rule = "[C] another customer's resource is 403 or 404"
    operations = ("DELETE /calls/{id}", "GET /calls/{id}")
    kinds = ("isolation", "side-effect", "echo", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            call = mock.calls.records.find(asked.params["id"].lower())
            if answer.status != 404 or call is None or call.status != "hangup":
                return None
            mock.calls.delete(call)
            return Answer(200, mock.edition.call(call, asked.customer))

        on_answer(mock, ("DELETE /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.watch(call_id)
        drive.send("DELETE", f"/calls/{call_id}", None, "other")
