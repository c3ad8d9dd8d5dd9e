"""Hanging up a call that is being cancelled breaks."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import broken, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class CrashOnHangupWhileCancelling(Fault):
    """A state that lasts 20 ms was forgotten."""

    name = "crash-on-hangup-while-cancelling"
    kind = "crash"
    sentence = "hanging up a call that is being cancelled breaks"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /calls/{id}/hangup",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            call = mock.calls.records.find(asked.params["id"])
            return broken(mock) if answer.status == 409 and call is not None and call.status == "canceling" else None

        on_answer(mock, ("POST /calls/{id}/hangup",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.post(f"/calls/{call_id}/hangup")
        drive.post(f"/calls/{call_id}/hangup")
