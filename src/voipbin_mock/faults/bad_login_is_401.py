"""A login with a wrong password is answered with 401."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer


class BadLoginIs401(Fault):
    """Another status than the documented one."""

    name = "bad-login-is-401"
    kind = "authentication"
    sentence = "a login with a wrong password is answered with 401"
    rule = "[C] POST /auth/login: a bare 400"
    operations = LOGIN
    kinds = ("auth", "wrong-status", "wrong-error", "scenario")

    def install(self, mock: Mock) -> None:
        on_answer(mock, LOGIN, lambda _asked, answer: Answer(401) if answer.status == 400 else None)

    def trigger(self, drive: Drive) -> None:
        drive.post("/auth/login", {"username": "demo", "password": "wrong"}, None)
