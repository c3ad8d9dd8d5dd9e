"""A hangup of a call that is over is refused and moves its tm_hangup."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class HangupOfEndedMovesTime(Fault):
    """Written before it is checked."""

    name = "hangup-of-ended-moves-time"
    kind = "races"
    sentence = "a hangup of a call that is over is refused and moves its tm_hangup"
    rule = "facts: A call: times never change again"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            call = mock.calls.records.find(asked.params["id"].lower())
            if answer.status == 409 and call is not None and call.hangup_us is not None:
                call.hangup_us = call.updated_us = max(mock.clock.now_us, call.hangup_us + 1000)

        on_answer(mock, ("POST /calls/{id}/hangup",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.watch(call_id)
        drive.send("POST", f"/calls/{call_id}/hangup")
        drive.get(f"/calls/{call_id}")
