"""A call that is over can be hung up again."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class SecondHangupSucceeds(Fault):
    """The state is not asked."""

    name = "second-hangup-succeeds"
    kind = "races"
    sentence = "a call that is over can be hung up again"
    rule = "[C] 409 wrong state"
    operations = ("POST /calls/{id}/hangup",)
    kinds = ("wrong-status", "lifecycle", "accepted-invalid", "scenario", "side-effect")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            call = mock.calls.records.find(asked.params["id"])
            return Answer(200, mock.edition.call(call, asked.customer)) if answer.status == 409 and call else None

        on_answer(mock, ("POST /calls/{id}/hangup",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.watch(call_id)
        drive.post(f"/calls/{call_id}/hangup")
