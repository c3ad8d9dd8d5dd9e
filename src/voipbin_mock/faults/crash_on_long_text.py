"""A talk of more than two thousand letters breaks POST /calls."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import crash_on, options_of
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class CrashOnLongText(Fault):
    """A column is too short."""

    name = "crash-on-long-text"
    kind = "crash"
    sentence = "a talk of more than two thousand letters breaks POST /calls"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /calls",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        def deadly(asked: Asked) -> bool:
            return any(len(str(option.get("text", ""))) > 2000 for option in options_of(asked, "talk"))

        crash_on(mock, ("POST /calls",), deadly)

    def trigger(self, drive: Drive) -> None:
        drive.call(LISTENS, talk("la " * 700))
