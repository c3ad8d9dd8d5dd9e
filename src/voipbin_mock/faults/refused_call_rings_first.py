"""Of a request with one wrong destination the first one is called, although it is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import BALANCE, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class RefusedCallRingsFirst(Fault):
    """Reading and dialling go hand in hand."""

    name = "refused-call-rings-first"
    kind = "refusal"
    sentence = "of a request with one wrong destination the first one is called, although it is refused"
    rule = "facts: Refusals: a refused request creates nothing"
    operations = ("POST /calls", "GET /calls", *BALANCE)
    kinds = ("side-effect", "billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            answer = handle(asked)
            destinations = posted(asked).get("destinations")
            refused = asked.operation.name == "POST /calls" and answer.status == 400
            if refused and isinstance(destinations, list) and len(destinations) > 1:
                body = {**posted(asked), "destinations": destinations[:1]}
                handle(replace(asked, raw=json.dumps(body).encode()))
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, "no number"))
        drive.get("/calls")
