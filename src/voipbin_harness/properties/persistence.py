"""What a change leaves behind: what was set stays set, and what was refused has changed nothing."""

from __future__ import annotations

from typing import Any

from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed
from voipbin_harness.violation import ExpectationFailed, Kind, Violation
from voipbin_harness.world import World

_NOBODYS_ID = "00000000-0000-4000-8000-00000000dead"
_SET = ("name", "detail", "call_flow_id", "message_flow_id")


def try_number(world: World) -> None:
    """Name a number, read it; then name it anew with a flow that does not exist, which is refused, and read it."""
    client = world.client()
    number = client.page("/numbers").items[0]
    before = {name: number.get(name) for name in _SET}
    path = f"/numbers/{number['id']}"
    try:
        wanted = {**before, "name": "a name of its own", "detail": "and a detail"}
        answer = client.request("PUT", path, body=wanted)
        _unchanged(client, path, wanted, answer, Kind.ECHO, "what was set is what is read")
        bad = {**wanted, "name": "another name", "call_flow_id": _NOBODYS_ID}
        answer = client.request("PUT", path, body=bad)
        _unchanged(client, path, wanted, answer, Kind.SIDE_EFFECT, "a refused change changes nothing")
    finally:
        client.request("PUT", path, body=before)


def try_unsigned_delete(world: World) -> None:
    """Delete a flow without a credential, which is refused: it is still there."""
    client = world.client()
    path = f"/flows/{client.create_flow('stays', [{'type': 'hangup'}])}"
    refused = world.client(None).request("DELETE", path)
    if not client.request("GET", path).ok:
        raise _failed(refused, Kind.SIDE_EFFECT, "a flow whose deletion was refused is still there", "it is gone")
    client.request("DELETE", path)


def try_partly_wrong(world: World) -> None:
    """Call somebody and nobody in one request, which is refused: nobody is called. The side_effect check judges."""
    client, body = world.client(), Known(world, allowed(world)).body("/calls")
    before = {item["id"] for item in client.page("/calls").items}
    wrong = {**body, "destinations": [*body["destinations"], {"type": "tel", "target": "not a number"}]}
    refused = client.request("POST", "/calls", body=wrong)
    if more := {item["id"] for item in client.page("/calls").items} - before:
        raise _failed(refused, Kind.SIDE_EFFECT, "a refused request calls nobody", f"{len(more)} calls")


def try_names(world: World) -> None:
    """Call with names on the source and on the destination. The echo check judges."""
    client, body = world.client(), Known(world, allowed(world)).body("/calls")
    source = {**body["source"], "name": "switchboard", "target_name": "The switchboard"}
    destinations = [{**one, "name": "front desk", "target_name": "The desk"} for one in body["destinations"]]
    created = client.request("POST", "/calls", body={**body, "source": source, "destinations": destinations})
    for view in client.edition.read_created(created.json).calls:
        client.request("GET", f"/calls/{view.id}")


def _unchanged(client: Client, path: str, wanted: dict[str, Any], by: Exchange, kind: Kind, rule: str) -> None:
    shown = client.request("GET", path).json
    for name, value in wanted.items():
        if not isinstance(shown, dict) or shown.get(name) != value:
            seen = shown.get(name) if isinstance(shown, dict) else shown
            raise _failed(by, kind, f"{rule}: {value!r}", repr(seen), f"$.{name}")


def _failed(answer: Exchange, kind: Kind, expected: str, seen: str, where: str = "$") -> ExpectationFailed:
    return ExpectationFailed(Violation(kind, answer.name, where, expected, seen, check="persistence", exchange=answer))
