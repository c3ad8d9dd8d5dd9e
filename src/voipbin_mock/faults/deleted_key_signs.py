"""An access key that was deleted still signs requests."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import EVERYWHERE
from voipbin_mock.mock import Mock


class DeletedKeySigns(Fault):
    """A cache keeps what was deleted."""

    name = "deleted-key-signs"
    kind = "authentication"
    sentence = "an access key that was deleted still signs requests"
    rule = "[C] DELETE /accesskeys/{id}; a bad credential is 401"
    operations = EVERYWHERE
    kinds = ("auth", "isolation", "echo", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        owners: dict[str, str] = {}

        def remove(original: Any, key: Any) -> None:
            owners[key.token] = key.customer_id
            original(key)

        wrap(mock.accounts, "remove_accesskey", remove)
        wrap(mock.accounts, "by_accesskey", lambda known, secret: known(secret) or owners.get(secret))

    def trigger(self, drive: Drive) -> None:
        key = drive.post("/accesskeys", {"name": "spare", "detail": "", "expire": 0})
        drive.send("DELETE", f"/accesskeys/{key['id']}")
        drive.send("GET", "/calls", account=None, accesskey=key["token"])
