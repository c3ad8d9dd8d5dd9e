"""A hangup is answered with a call that is over, while it is still terminating or canceling."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class HangupForetold(Fault):
    """What is asked for is as good as done."""

    name = "hangup-foretold"
    kind = "lifecycle"
    sentence = "a hangup is answered with a call that is over, while it is still terminating or canceling"
    rule = "facts: A call: who has hung up stays so; a status does not go back"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            body = answer.body
            if answer.status != 200 or not isinstance(body, dict):
                return None
            reason = "cancel" if body["status"] == "canceling" else "normal"
            over = {"status": "hangup", "hangup_by": "local", "hangup_reason": reason, "tm_hangup": body["tm_update"]}
            return Answer(200, {**body, **over})

        on_answer(mock, ("POST /calls/{id}/hangup",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.advance(2200)
        drive.post(f"/calls/{call_id}/hangup")
        drive.watch(call_id)
