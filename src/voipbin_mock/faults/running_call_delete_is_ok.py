"""The deletion of a running call is answered with 200 and nothing happens."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class RunningCallDeleteIsOk(Fault):
    """The conflict is swallowed."""

    name = "running-call-delete-is-ok"
    kind = "masked"
    sentence = "the deletion of a running call is answered with 200 and nothing happens"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("DELETE /calls/{id}",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "DELETE /calls/{id}", 409, lambda _asked: {})

    def trigger(self, drive: Drive) -> None:
        drive.send("DELETE", f"/calls/{drive.call()}")
