"""A password is good with anything behind it."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN
from voipbin_mock.mock import Mock


class PasswordWithAnythingAfter(Fault):
    """Compared as far as it goes."""

    name = "password-with-anything-after"
    kind = "authentication"
    sentence = "a password is good with anything behind it"
    rule = "facts: Authentication: bad credentials are 400"
    operations = LOGIN
    kinds = ("auth",)

    def install(self, mock: Mock) -> None:
        def around(log_in: Any, username: Any, password: Any) -> Any:
            begun = [one.password for one in mock.accounts.customers.values() if str(password).startswith(one.password)]
            return log_in(username, next((one for one in begun if one == username), password))

        wrap(mock.accounts, "log_in", around)

    def trigger(self, drive: Drive) -> None:
        drive.log_in("demo", "demolition")
