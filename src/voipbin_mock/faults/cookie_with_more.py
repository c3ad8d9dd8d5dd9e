"""Harmless: the cookie of a login has other attributes."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import LOGIN, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class CookieWithMore(Fault):
    """Attributes are for the browser."""

    name = "cookie-with-more"
    kind = "harmless"
    sentence = "the cookie of a login has other attributes"
    rule = "none: RFC 6265"
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if "Set-Cookie" in answer.headers:
                answer.headers["Set-Cookie"] += "; Secure; Max-Age=604800"

        on_answer(mock, LOGIN, change)

    def trigger(self, drive: Drive) -> None:
        drive.log_in()
