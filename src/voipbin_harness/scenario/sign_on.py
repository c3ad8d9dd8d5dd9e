"""Signing on, by name and password."""

from __future__ import annotations

import json

from voipbin_harness.accounts import Account
from voipbin_harness.exchange import Exchange
from voipbin_harness.violation import Unproven
from voipbin_harness.world import World


def sign_on(world: World, account: Account) -> Exchange:
    """Send username and password; raises :class:`Unproven` when the account has neither."""
    if not account.username:
        raise Unproven(f"signing on as {account.name}", "its username and password are not known", "account")
    body = json.dumps({"username": account.username, "password": account.password}).encode()
    headers = {"Content-Type": "application/json"}
    return world.line.send("POST", "/auth/login", account=None, headers=headers, content=body)
