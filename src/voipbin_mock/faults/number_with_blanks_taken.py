"""A destination with blanks around it is taken."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class NumberWithBlanksTaken(Fault):
    """Tidied up without being asked."""

    name = "number-with-blanks-taken"
    kind = "refusal"
    sentence = "a destination with blanks around it is taken"
    rule = "[T] Troubleshooting: no spaces"
    operations = ("POST /calls",)
    kinds = ("accepted-invalid", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            body = posted(asked)
            listed = body.get("destinations")
            if asked.operation.name == "POST /calls" and isinstance(listed, list):
                for one in listed:
                    if isinstance(one, dict) and isinstance(one.get("target"), str):
                        one["target"] = one["target"].strip()
                asked = replace(asked, raw=json.dumps(body).encode())
            return handle(asked)

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.call(f"{LISTENS} ")
