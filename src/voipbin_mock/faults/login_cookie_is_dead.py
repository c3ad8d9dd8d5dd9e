"""The cookie of a login holds a token that signs nothing."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class LoginCookieIsDead(Fault):
    """Two tokens are made and one is kept."""

    name = "login-cookie-is-dead"
    kind = "authentication"
    sentence = "the cookie of a login holds a token that signs nothing"
    rule = "facts: Authentication: a token cookie"
    operations = (*LOGIN, "GET /calls")
    kinds = ("auth",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            if answer.status != 200:
                return None
            return Answer(200, answer.body, {"Set-Cookie": "token=stale-stale-stale; Path=/; HttpOnly"})

        on_answer(mock, LOGIN, change)

    def trigger(self, drive: Drive) -> None:
        drive.log_in()
