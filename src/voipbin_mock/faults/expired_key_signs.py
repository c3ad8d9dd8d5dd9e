"""An access key still signs requests after its tm_expire."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import ACCESSKEYS
from voipbin_mock.mock import Mock


class ExpiredKeySigns(Fault):
    """Nobody looks at the date."""

    name = "expired-key-signs"
    kind = "authentication"
    sentence = "an access key still signs requests after its tm_expire"
    rule = "[C] CustomerManagerAccesskey: a key has a last moment, tm_expire; facts: what does not sign is 401"
    operations = (*ACCESSKEYS, "GET /numbers", "GET /calls", "GET /flows")
    kinds = ("auth", "wrong-status", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(by_accesskey: Any, secret: str) -> str | None:
            found: str | None = by_accesskey(secret)
            kept = [key for customer_id in mock.accounts.customers for key in mock.accesskeys.of(customer_id)]
            return found or next((key.customer_id for key in kept if key.token == secret), None)

        wrap(mock.accounts, "by_accesskey", around)

    def trigger(self, drive: Drive) -> None:
        key = drive.post("/accesskeys", {"name": "spare", "detail": "a detail", "expire": 60})
        drive.advance(61_000)
        drive.get("/numbers", account=None, accesskey=key["token"])
