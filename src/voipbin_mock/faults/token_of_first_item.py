"""The token of a page of groupcalls is the time of its first item."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class TokenOfFirstItem(Fault):
    """The wrong end of the page."""

    name = "token-of-first-item"
    kind = "collections"
    sentence = "the token of a page of groupcalls is the time of its first item"
    rule = "facts: Lists: strictly older than the token"
    operations = ("GET /groupcalls",)
    kinds = ("collection",)

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> None:
            page = answer.body
            if isinstance(page, dict) and page.get("next_page_token"):
                page["next_page_token"] = page["result"][0]["tm_create"]

        on_answer(mock, ("GET /groupcalls",), change)

    def trigger(self, drive: Drive) -> None:
        for _ in range(3):
            drive.groupcall(LISTENS, BUSY)
        drive.get("/groupcalls", page_size=2)
