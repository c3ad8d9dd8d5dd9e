"""A number of another customer can be read and changed."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import NUMBERS
from voipbin_mock.mock import Mock


class OthersNumberChangeable(Fault):
    """Numbers have no owner here."""

    name = "others-number-changeable"
    kind = "isolation"
    sentence = "a number of another customer can be read and changed"
    rule = "[C] another customer's resource is 403 or 404"
    operations = NUMBERS
    kinds = ("isolation", "wrong-status", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.numbers.records, "visible", lambda *_: True)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", f"/numbers/{drive.number_id()}", account="other")
