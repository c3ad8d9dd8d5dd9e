"""Of several destinations of POST /calls only the first is called."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class FirstDestinationOnly(Fault):
    """A list is read as one."""

    name = "first-destination-only"
    kind = "fan-out"
    sentence = "of several destinations of POST /calls only the first is called"
    rule = "[T] POST /calls answers a call for each destination"
    operations = ("POST /calls", "GET /calls")
    kinds = ("fan-out", "scenario", "billing")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            destinations = posted(asked).get("destinations")
            if asked.operation.name == "POST /calls" and isinstance(destinations, list) and len(destinations) > 1:
                whole = handle(asked) if any(not isinstance(one, dict) for one in destinations) else None
                body = {**posted(asked), "destinations": destinations[:1]}
                return whole or handle(replace(asked, raw=json.dumps(body).encode()))
            return handle(asked)

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, BUSY))
