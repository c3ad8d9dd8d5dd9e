"""A percent sign in the name of a flow breaks POST /flows."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import crash_on, posted
from voipbin_mock.mock import Mock


class CrashOnPercent(Fault):
    """A name is used as a format."""

    name = "crash-on-percent"
    kind = "crash"
    sentence = "a percent sign in the name of a flow breaks POST /flows"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /flows",)
    kinds = ("crash",)

    def install(self, mock: Mock) -> None:
        crash_on(mock, ("POST /flows",), lambda asked: "%" in str(posted(asked).get("name")))

    def trigger(self, drive: Drive) -> None:
        drive.flow(name="100 % of it")
