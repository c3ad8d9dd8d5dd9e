"""The last page of calls names a next one."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class LastPageHasToken(Fault):
    """A page always has a last item."""

    name = "last-page-has-token"
    kind = "collections"
    sentence = "the last page of calls names a next one"
    rule = "[C] a last page has an empty or absent token"
    operations = ("GET /calls",)
    kinds = ("collection", "scenario")

    def install(self, mock: Mock) -> None:
        def around(page: Any, customer_id: str, size: int, token: Any, write_time: Any) -> Any:
            found, following = page(customer_id, size, token, write_time)
            return found, following or (write_time(found[-1].created_us) if found else "")

        wrap(mock.calls.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.get("/calls")
