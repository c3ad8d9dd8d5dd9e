"""Signing on works with any password."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN
from voipbin_mock.mock import Mock


class LoginTakesAnyPassword(Fault):
    """The password is not compared."""

    name = "login-takes-any-password"
    kind = "authentication"
    sentence = "signing on works with any password"
    rule = "[C] POST /auth/login: bad credentials are 400"
    operations = LOGIN
    kinds = ("auth", "wrong-status", "accepted-invalid", "scenario")

    def install(self, mock: Mock) -> None:
        passwords = {customer.username: customer.password for customer in mock.accounts.customers.values()}
        wrap(
            mock.accounts, "log_in", lambda log_in, username, _password: log_in(username, passwords.get(str(username)))
        )

    def trigger(self, drive: Drive) -> None:
        drive.post("/auth/login", {"username": "demo", "password": "wrong"}, None)
