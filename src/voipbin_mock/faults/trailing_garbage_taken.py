"""Whatever follows the JSON object of a request is overlooked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, request
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked, operations


class TrailingGarbageTaken(Fault):
    """The reader stops where the object ends."""

    name = "trailing-garbage-taken"
    kind = "refusal"
    sentence = "whatever follows the JSON object of a request is overlooked"
    rule = "facts: Refusals: a body that is no JSON to its end is a 400"
    operations = (
        "POST /calls",
        "POST /groupcalls",
        "POST /flows",
        "PUT /flows/{id}",
        "PUT /numbers/{id}",
        "PUT /numbers/{id}/flow_ids",
        "POST /activeflows",
        "POST /accesskeys",
    )
    kinds = ("accepted-invalid", "wrong-status", "side-effect", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Answer:
            try:
                found, end = json.JSONDecoder().raw_decode(asked.raw.decode())
            except (ValueError, RecursionError):
                found, end = None, len(asked.raw)
            whole = not isinstance(found, dict) or not asked.raw.decode()[end:].strip()
            answer: Answer = handle(asked if whole else replace(asked, raw=json.dumps(found).encode()))
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        posting = next(found for found in operations(drive.edition) if found.name == "POST /calls")
        raw = json.dumps(request(LISTENS)).encode() + b"}"
        asked = Asked(posting, "POST", {}, {"accesskey": "demo-access-key"}, {}, {}, raw)
        drive.seen.append(drive.mock.edge.write(drive.mock.edge.handle(asked))[0])
        drive.get("/calls")
