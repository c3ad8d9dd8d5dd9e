"""A call can be deleted while it is still running."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class RunningCallDeletable(Fault):
    """The state is not asked."""

    name = "running-call-deletable"
    kind = "races"
    sentence = "a call can be deleted while it is still running"
    rule = "[C] 409 wrong state"
    operations = ("DELETE /calls/{id}",)
    kinds = ("wrong-status", "lifecycle", "accepted-invalid", "scenario", "side-effect")

    def install(self, mock: Mock) -> None:
        wrap(mock.calls, "delete", lambda _delete, call: mock.calls.records.remove(call))

    def trigger(self, drive: Drive) -> None:
        drive.send("DELETE", f"/calls/{drive.call()}")
