"""Dashes and blanks are taken in every destination of POST /calls but the first."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class SecondDestinationUnchecked(Fault):
    """Only the first is looked at."""

    name = "second-destination-unchecked"
    kind = "refusal"
    sentence = "dashes and blanks are taken in every destination of POST /calls but the first"
    rule = "[T] Troubleshooting: each destination has to be E.164, or the request is a 400"
    operations = ("POST /calls",)
    kinds = ("accepted-invalid", "wrong-status", "side-effect", "echo", "scenario", "fan-out")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Answer:
            answer: Answer = handle(asked)
            body = posted(asked)
            listed = body.get("destinations")
            if asked.operation.name != "POST /calls" or answer.status != 400 or not isinstance(listed, list):
                return answer
            for one in listed[1:]:
                if isinstance(one, dict) and isinstance(one.get("target"), str):
                    one["target"] = re.sub(r"[^+0-9]", "", one["target"])
            again: Answer = handle(replace(asked, raw=json.dumps(body).encode()))
            return again if again.status == 200 else answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.call((LISTENS, "+1-555-010-0010"))
