"""A hangup is answered after three seconds."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import before
from voipbin_mock.mock import Mock


class HangupSlow(Fault):
    """It waits for the far end."""

    name = "hangup-slow"
    kind = "latency"
    sentence = "a hangup is answered after three seconds"
    rule = "D-limits: an answer within the limit of the profile"
    operations = ("POST /calls/{id}/hangup",)
    kinds = ("latency",)

    def install(self, mock: Mock) -> None:
        before(mock, ("POST /calls/{id}/hangup",), lambda _asked: mock.pacer.hold(3000))

    def trigger(self, drive: Drive) -> None:
        drive.send("POST", f"/calls/{drive.call()}/hangup")
