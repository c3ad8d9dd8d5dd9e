"""A request without a good credential is answered with 403."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class NoCredentialIs403(Fault):
    """Forbidden and unauthenticated are mixed up."""

    name = "no-credential-is-403"
    kind = "authentication"
    sentence = "a request without a good credential is answered with 403"
    rule = "[C] no credential or a bad one is 401"
    operations = EVERYWHERE
    kinds = ("auth", "wrong-status", "wrong-error", "scenario")

    def install(self, mock: Mock) -> None:
        def around(refuse: Any, refusal: Any, **headers: str) -> Any:
            if refusal.status == 401:
                refusal = Refusal(403, "PERMISSION_DENIED", refusal.message)
            return refuse(refusal, **headers)

        wrap(mock.edge, "refuse", around)

    def trigger(self, drive: Drive) -> None:
        drive.send("GET", "/calls", account=None)
