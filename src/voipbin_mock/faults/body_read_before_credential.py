"""An unsigned request with a bad body is 400 and not 401."""

from __future__ import annotations

from voipbin_mock.errors import invalid
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE, on_answer, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class BodyReadBeforeCredential(Fault):
    """Checked in the wrong order."""

    name = "body-read-before-credential"
    kind = "authentication"
    sentence = "an unsigned request with a bad body is 400 and not 401"
    rule = "facts: Authentication: no credential is 401"
    operations = EVERYWHERE
    kinds = ("auth", "wrong-status")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            if answer.status == 401 and asked.operation.takes_body and not posted(asked):
                return mock.edge.refuse(invalid("the body is no object"))
            return None

        on_answer(mock, EVERYWHERE, change)

    def trigger(self, drive: Drive) -> None:
        drive.send("POST", "/flows", account=None)
