"""An access key signs reading alone."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, before
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class AccesskeyCannotWrite(Fault):
    """A scope that nobody documents."""

    name = "accesskey-cannot-write"
    kind = "authentication"
    sentence = "an access key signs reading alone"
    rule = "facts: Authentication: an access key as ?accesskey="
    operations = EVERYWHERE
    kinds = ("auth", "scenario")

    def install(self, mock: Mock) -> None:
        def instead(asked: Asked) -> Answer | None:
            if asked.method == "GET" or "accesskey" not in asked.query:
                return None
            return mock.edge.refuse(Refusal(401, "AUTHENTICATION_REQUIRED", "this key may read"))

        before(mock, EVERYWHERE, instead)

    def trigger(self, drive: Drive) -> None:
        drive.flow()
