"""A call is sent as text/html."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class CallAsHtml(Fault):
    """A wrong label."""

    name = "call-as-html"
    kind = "shape"
    sentence = "a call is sent as text/html"
    rule = "[C] application/json"
    operations = ("GET /calls/{id}",)
    kinds = ("wrong-content-type",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            if answer.status == 200:
                answer.headers["Content-Type"] = "text/html"

        on_answer(mock, ("GET /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
