"""A failed login is answered with 200 and an empty token."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked, posted
from voipbin_mock.mock import Mock


class FailedLoginIsOk(Fault):
    """The client looks at the token anyway."""

    name = "failed-login-is-ok"
    kind = "masked"
    sentence = "a failed login is answered with 200 and an empty token"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("POST /auth/login",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(
            mock,
            "POST /auth/login",
            400,
            lambda asked: {"username": str(posted(asked).get("username", "")), "token": ""},
        )

    def trigger(self, drive: Drive) -> None:
        drive.post("/auth/login", {"username": "demo", "password": "wrong"}, None)
