"""A groupcall takes numbers with dashes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, request, talk
from voipbin_mock.faults._seams import posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class DashesNormalized(Fault):
    """Tidied up without being asked."""

    name = "dashes-normalized"
    kind = "refusal"
    sentence = "a groupcall takes numbers with dashes"
    rule = "[T] Troubleshooting: no dashes"
    operations = ("POST /groupcalls",)
    kinds = ("accepted-invalid", "scenario", "echo")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            body = posted(asked)
            listed = body.get("destinations")
            if asked.operation.name == "POST /groupcalls" and isinstance(listed, list):
                for one in listed:
                    if isinstance(one, dict) and isinstance(one.get("target"), str):
                        one["target"] = one["target"].replace("-", "")
                asked = replace(asked, raw=json.dumps(body).encode())
            return handle(asked)

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.post(
            "/groupcalls",
            request("+1-555-010-0010", talk("hello"), ring_method="ring_all", answer_method="hangup_others"),
        )
