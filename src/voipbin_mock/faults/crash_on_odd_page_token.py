"""A page token that is no time breaks the list of flows."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import crash_on
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class CrashOnOddPageToken(Fault):
    """The token is parsed without a net."""

    name = "crash-on-odd-page-token"
    kind = "crash"
    sentence = "a page token that is no time breaks the list of flows"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("GET /flows",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        def deadly(asked: Asked) -> bool:
            return bool(asked.query.get("page_token")) and not asked.query["page_token"][:4].isdecimal()

        crash_on(mock, ("GET /flows",), deadly)

    def trigger(self, drive: Drive) -> None:
        drive.get("/flows", page_token="nonsense")
