"""A groupcall of another customer can be read and hung up."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import GROUPCALLS
from voipbin_mock.mock import Mock


class OthersGroupcallVisible(Fault):
    """Groupcalls have no owner here."""

    name = "others-groupcall-visible"
    kind = "isolation"
    sentence = "a groupcall of another customer can be read and hung up"
    rule = "[C] another customer's resource is 403 or 404"
    operations = GROUPCALLS
    kinds = ("isolation", "wrong-status", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.groupcalls.records, "visible", lambda *_: True)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", f"/groupcalls/{drive.groupcall(LISTENS, BUSY)}", account="other")
