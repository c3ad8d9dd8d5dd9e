"""A call that is still running is gone after its deletion was refused."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class RefusedDeleteDeletes(Fault):
    """The state is asked when it is too late."""

    name = "refused-delete-deletes"
    kind = "refusal"
    sentence = "a call that is still running is gone after its deletion was refused"
    rule = "[C] 409 wrong state; a refused request changes nothing"
    operations = CALLS
    kinds = ("side-effect", "lifecycle", "echo", "scenario", "wrong-status")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            call = mock.calls.records.find(asked.params["id"])
            if answer.status == 409 and call is not None:
                mock.calls.records.remove(call)

        on_answer(mock, ("DELETE /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.send("DELETE", f"/calls/{call_id}")
        drive.get(f"/calls/{call_id}")
