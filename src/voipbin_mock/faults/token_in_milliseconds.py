"""The token of a page of calls is cut to milliseconds, so that calls made in that millisecond are skipped."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.mock import Mock


class TokenInMilliseconds(Fault):
    """The cursor is written less precisely than the time."""

    name = "token-in-milliseconds"
    kind = "collections"
    sentence = "the token of a page of calls is cut to milliseconds, so that calls made in that millisecond are skipped"
    rule = "[T] Get call list: a token is the tm_create of the last item, to the last digit; facts: Lists"
    operations = ("GET /calls",)
    kinds = ("collection", "scenario", "wrong-format")

    def install(self, mock: Mock) -> None:
        def around(page: Any, *asked: Any) -> Any:
            found, following = page(*asked)
            zone = "Z" if following.endswith("Z") else ""
            return found, f"{following.removesuffix('Z')[:-3]}000{zone}" if following else ""

        wrap(mock.calls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.call([LISTENS] * 4)
        token = drive.get("/calls", page_size=2)["next_page_token"]
        drive.get("/calls", page_size=2, page_token=token)
