"""A call is shown without its destination."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class CallMemberMissing(Fault):
    """A member got lost."""

    name = "call-member-missing"
    kind = "shape"
    sentence = "a call has no destination"
    rule = "[T] Get specific call: the members of a call"
    operations = CALLS
    kinds = ("missing-field", "echo")

    def install(self, mock: Mock) -> None:
        """Drop the member."""

        def around(write: Any, *args: Any) -> Any:
            written = write(*args)
            del written["destination"]
            return written

        wrap(mock.edition, "call", around)

    def trigger(self, drive: Drive) -> None:
        drive.call()
