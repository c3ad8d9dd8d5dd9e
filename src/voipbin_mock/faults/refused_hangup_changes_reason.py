"""A second hangup is refused with 409 and changes the reason of the first."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RefusedHangupChangesReason(Fault):
    """The reason is set before the state is asked."""

    name = "refused-hangup-changes-reason"
    kind = "refusal"
    sentence = "a second hangup is refused with 409 and changes the reason of the first"
    rule = "[C] 409; facts: A call: hangup is final"
    operations = CALLS
    kinds = ("side-effect", "lifecycle", "timestamps", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            call = mock.calls.records.find(asked.params["id"])
            if answer.status == 409 and call is not None and call.status == "hangup":
                call.hangup_by, call.hangup_reason = "local", "cancel"

        on_answer(mock, ("POST /calls/{id}/hangup",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.watch(call_id)
        drive.post(f"/calls/{call_id}/hangup")
        drive.get(f"/calls/{call_id}")
