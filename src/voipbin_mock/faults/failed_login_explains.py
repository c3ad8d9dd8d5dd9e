"""A login that fails tells why."""

from __future__ import annotations

from dataclasses import replace

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class FailedLoginExplains(Fault):
    """Whoever guesses learns which half was right."""

    name = "failed-login-explains"
    kind = "authentication"
    sentence = "a login that is refused says whether the user is known"
    rule = "[C] bad credentials: a bare 400 with an empty body"
    operations = LOGIN
    kinds = ("wrong-error", "leak")

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            said = {"message": "the user is known, the password is wrong"}
            return replace(answer, body=said) if answer.status == 400 else None

        on_answer(mock, LOGIN, change)

    def trigger(self, drive: Drive) -> None:
        drive.log_in("demo", "wrong")
