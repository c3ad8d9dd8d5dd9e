"""Harmless: the header Allow lists the methods in another order."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class AllowInOtherOrder(Fault):
    """A list without an order."""

    name = "allow-in-other-order"
    kind = "harmless"
    sentence = "the header Allow lists the methods in another order"
    rule = "none: RFC 9110: Allow has no order"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(refuse: Any, refusal: Any, **headers: str) -> Any:
            if "Allow" in headers:
                headers["Allow"] = ", ".join(reversed(headers["Allow"].split(", ")))
            return refuse(refusal, **headers)

        wrap(mock.edge, "refuse", around)

    def trigger(self, drive: Drive) -> None:
        wrong = Refusal(405, "METHOD_NOT_ALLOWED", "not here")
        drive.seen.append(drive.mock.edge.refuse(wrong, Allow="GET, HEAD, POST").headers)
