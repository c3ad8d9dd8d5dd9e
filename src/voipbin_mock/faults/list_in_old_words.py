"""A list of calls is written in another generation than the calls by themselves."""

from __future__ import annotations

from typing import Any

from voipbin_mock.editions.tutorial import Tutorial
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ListInOldWords(Fault):
    """One of two servers has not been brought up to date."""

    name = "list-in-old-words"
    kind = "shape"
    sentence = "the list of calls is written as in 2021, a single call as in 2022"
    rule = "facts: Editions: a response belongs to one generation, also between operations on one call"
    operations = ("GET /calls", "GET /calls/{id}", "POST /calls")
    kinds = ("mixed-generations",)
    editions = ("tutorial",)

    def install(self, mock: Mock) -> None:
        old = Tutorial("2021")

        def change(asked: Asked, answer: Answer) -> None:
            if isinstance(answer.body, dict) and "result" in answer.body:
                answer.body = {**answer.body, "result": [written(asked, item) for item in answer.body["result"]]}

        def written(asked: Asked, item: dict[str, Any]) -> dict[str, Any]:
            call = mock.calls.records.find(item["id"])
            return item if call is None else old.call(call, asked.customer)

        on_answer(mock, ("GET /calls",), change)

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.get("/calls")
