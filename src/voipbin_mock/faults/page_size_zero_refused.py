"""Page_size=0 is refused."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class PageSizeZeroRefused(Fault):
    """The range is checked, not applied."""

    name = "page-size-zero-refused"
    kind = "collections"
    sentence = "page_size=0 is refused"
    rule = "[C] a page size out of range counts as 100"
    operations = ("GET /calls", "GET /flows", "GET /groupcalls", "GET /activeflows", "GET /numbers", "GET /accesskeys")
    kinds = ("collection", "rejected-valid", "wrong-status", "scenario")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> Answer | None:
            refusal = Refusal(400, "INVALID_REQUEST", "page_size is too small")
            zero = answer.status == 200 and asked.query.get("page_size") == "0"
            return mock.edge.refuse(refusal) if zero else None

        on_answer(mock, self.operations, change)

    def trigger(self, drive: Drive) -> None:
        drive.get("/calls", page_size=0)
