"""Another customer's hangup is refused and ends the call."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class StrangersHangupWorks(Fault):
    """Done first, asked later."""

    name = "strangers-hangup-works"
    kind = "refusal"
    sentence = "another customer's hangup is refused and ends the call"
    rule = "[C] another customer's resource is 403 or 404"
    operations = CALLS
    kinds = ("isolation", "side-effect", "lifecycle", "flow", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            leg = mock.calls.legs.get(asked.params["id"].lower())
            if answer.status == 404 and leg is not None:
                leg.hang_up()

        on_answer(mock, ("POST /calls/{id}/hangup",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.send("POST", f"/calls/{call_id}/hangup", None, "other")
        drive.watch(call_id)
