"""Page_size=0 breaks the list of calls."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import crash_on
from voipbin_mock.mock import Mock


class CrashOnPageSizeZero(Fault):
    """A division by the size of a page."""

    name = "crash-on-page-size-zero"
    kind = "crash"
    sentence = "page_size=0 breaks the list of calls"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("GET /calls",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        crash_on(mock, ("GET /calls",), lambda asked: asked.query.get("page_size") == "0")

    def trigger(self, drive: Drive) -> None:
        drive.get("/calls", page_size=0)
