"""Letters beyond the basic plane break POST /flows."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import crash_on, posted
from voipbin_mock.mock import Mock


class CrashOnEmoji(Fault):
    """The store has three bytes for a letter."""

    name = "crash-on-emoji"
    kind = "crash"
    sentence = "letters beyond the basic plane break POST /flows"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /flows",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        crash_on(mock, ("POST /flows",), lambda asked: any(letter > "\uffff" for letter in str(posted(asked))))

    def trigger(self, drive: Drive) -> None:
        drive.flow(name="hello \U0001f44b")
