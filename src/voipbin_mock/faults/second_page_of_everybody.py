"""From the second page on the list of flows holds everybody's."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class SecondPageOfEverybody(Fault):
    """One query of two has no owner."""

    name = "second-page-of-everybody"
    kind = "isolation"
    sentence = "from the second page on the list of flows holds everybody's"
    rule = "facts: Lists; [C] another customer's resource"
    operations = ("GET /flows",)
    kinds = ("isolation", "collection")

    def install(self, mock: Mock) -> None:
        def around(page: Any, customer_id: str, size: int, token: str | None, write_time: Any) -> Any:
            found, following = page(customer_id, size, token, write_time)
            others = [one for one in mock.accounts.customers if one != customer_id] if token else []
            for other in others:
                found = [*found, *page(other, size, token, write_time)[0]]
            return found, following

        wrap(mock.flows.records, "page", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow(account="other")
        for _ in range(3):
            drive.flow()
        drive.get("/flows", page_token=drive.get("/flows", page_size=1)["next_page_token"])
