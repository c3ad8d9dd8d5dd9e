"""The list of flows comes from a cache that knows no account, as long as nothing is changed."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class PageCacheWithoutAccount(Fault):
    """The key of the cache is the query."""

    name = "page-cache-without-account"
    kind = "isolation"
    sentence = "the list of flows comes from a cache that knows no account, as long as nothing is changed"
    rule = "[C] 403 and 404: a list holds what is of one customer"
    operations = ("GET /flows",)
    kinds = ("isolation", "collection", "scenario")

    def install(self, mock: Mock) -> None:
        cache: dict[tuple[str | None, ...], Answer] = {}

        def around(handle: Any, asked: Asked) -> Answer:
            answer: Answer = handle(asked)
            if asked.method in ("POST", "PUT", "DELETE"):
                cache.clear()
            elif asked.operation.name == "GET /flows" and answer.status == 200:
                return cache.setdefault((asked.query.get("page_size"), asked.query.get("page_token")), answer)
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow()
        drive.get("/flows")
        drive.get("/flows", account="other")
