"""A call with an unknown flow is refused with 404 and made without a flow."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import UNKNOWN_ID, Drive
from voipbin_mock.faults._seams import BALANCE, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class UnknownFlowCallMade(Fault):
    """The flow is looked up after dialling."""

    name = "unknown-flow-call-made"
    kind = "refusal"
    sentence = "a call with an unknown flow is refused with 404 and made without a flow"
    rule = "[T] Troubleshooting: 404; a refused request creates nothing"
    operations = ("POST /calls", "GET /calls", *BALANCE)
    kinds = ("side-effect", "billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            answer = handle(asked)
            if asked.operation.name == "POST /calls" and answer.status == 404:
                body = {name: value for name, value in posted(asked).items() if name != "flow_id"}
                hang_up = [{"type": "hangup"}]
                handle(replace(asked, raw=json.dumps({**body, "actions": hang_up}).encode()))
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.call(flow_id=UNKNOWN_ID)
        drive.get("/calls")
