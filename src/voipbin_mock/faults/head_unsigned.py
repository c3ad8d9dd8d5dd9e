"""HEAD is answered without a credential."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked, operations


class HeadUnsigned(Fault):
    """The gate stands before GET alone."""

    name = "head-unsigned"
    kind = "authentication"
    sentence = "HEAD is answered without a credential"
    rule = "facts: Authentication: whatever is asked without a credential is 401"
    operations = ("HEAD /calls", "HEAD /flows", "HEAD /numbers", "GET /calls", "GET /flows", "GET /numbers")
    kinds = ("auth", "wrong-status", "isolation", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Answer:
            answer: Answer = handle(asked)
            if asked.method != "HEAD" or answer.status != 401:
                return answer
            signed: Answer = handle(replace(asked, query={**asked.query, "accesskey": "demo-access-key"}))
            return signed

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        listing = next(found for found in operations(drive.edition) if found.name == "GET /calls")
        answer = drive.mock.edge.handle(Asked(listing, "HEAD", {}, {}, {}, {}))
        drive.seen.append(drive.mock.edge.write(answer))
