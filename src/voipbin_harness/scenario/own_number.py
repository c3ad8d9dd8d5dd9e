"""A second number of the account as callee: a flow answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.tries import own_number_id
from voipbin_harness.violation import Unproven

_NIL = "00000000-0000-0000-0000-000000000000"


@contextmanager
def second_number(me: Me, name: str, actions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Let the account's second number run a flow while the context lasts; yield the number.

    Raises :class:`Unproven` when the account has no second number.
    """
    number = me.world.target.given.second_source
    if not number:
        raise Unproven("a callee at a second number", "the account owns only one", "two_numbers")
    client, path = me.client, f"/numbers/{own_number_id(me.client, number)}"
    before = client.request("GET", path).json
    flow_id = client.create_flow(name, actions)
    message_flow_id = before.get("message_flow_id") or _NIL
    flow_ids = {"call_flow_id": flow_id, "message_flow_id": message_flow_id}
    client.request("PUT", f"{path}/flow_ids", body=flow_ids)
    try:
        yield number
    finally:
        restored = {**flow_ids, "call_flow_id": before.get("call_flow_id") or _NIL}
        client.request("PUT", f"{path}/flow_ids", body=restored)
        client.request("DELETE", f"/flows/{flow_id}")
