"""A call is shown with a member that nobody documented."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class CallMemberExtra(Fault):
    """Something internal leaks out."""

    name = "call-member-extra"
    kind = "shape"
    sentence = "a call has a member channel_id"
    rule = "[T] Get specific call: the members of a call"
    operations = CALLS
    kinds = ("undeclared-field",)

    def install(self, mock: Mock) -> None:
        """Add the member."""

        def around(write: Any, *args: Any) -> Any:
            return {**write(*args), "channel_id": "PJSIP/trunk-00000001"}

        wrap(mock.edition, "call", around)

    def trigger(self, drive: Drive) -> None:
        drive.call()
