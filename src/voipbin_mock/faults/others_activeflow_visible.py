"""An activeflow of another customer can be read."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS
from voipbin_mock.mock import Mock


class OthersActiveflowVisible(Fault):
    """Activeflows have no owner here."""

    name = "others-activeflow-visible"
    kind = "isolation"
    sentence = "an activeflow of another customer can be read"
    rule = "[C] another customer's resource is 403 or 404"
    operations = ACTIVEFLOWS
    kinds = ("isolation", "wrong-status", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.activeflows.records, "visible", lambda *_: True)

    def trigger(self, drive: Drive) -> None:
        made = drive.post("/activeflows", {"actions": [talk("hello")]})
        drive.send("GET", f"/activeflows/{made['id']}", account="other")
