"""What a change does: all that it was asked for, at every place where the thing is shown, and nothing when refused."""

from __future__ import annotations

from typing import Any

from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed
from voipbin_harness.views import NIL_UUID
from voipbin_harness.violation import ExpectationFailed, Kind, Violation
from voipbin_harness.world import World

_NOBODYS_ID = "00000000-0000-4000-8000-00000000dead"
_UNTIL_ALL_IS_OVER_MS, _A_WHILE_MS = 600_000, 5_000
_HELLO: dict[str, Any] = {"type": "talk", "option": {"text": "Hello.", "language": "en-US"}}
_BYE: dict[str, Any] = {"type": "hangup"}


def try_flow_ids(world: World) -> None:
    """Give a number names and two flows by either operation, then a flow that does not exist, then none.

    All that was asked for is set and nothing else; a refused change changes nothing.
    """
    client = world.client()
    number = client.page("/numbers").items[0]
    path = f"/numbers/{number['id']}"
    before = {name: number.get(name) or NIL_UUID for name in ("call_flow_id", "message_flow_id")}
    named = {name: number.get(name) or "" for name in ("name", "detail")}
    first, second, third = (client.create_flow(f"flow {count}", [_HELLO]) for count in (1, 2, 3))
    try:
        names = {"name": "front", "detail": "the front desk"}
        for operation, more in ((path, names), (f"{path}/flow_ids", {})):
            for flow_ids in ((first, second), (third, first)):
                wanted = {"call_flow_id": flow_ids[0], "message_flow_id": flow_ids[1]}
                by = client.request("PUT", operation, body={**wanted, **more})
                _shows(client, path, {**wanted, **names}, by, Kind.ECHO, "what was set")
            for bad in ({"call_flow_id": second, "message_flow_id": _NOBODYS_ID},
                        {"call_flow_id": _NOBODYS_ID, "message_flow_id": second}):  # fmt: skip
                by = client.request("PUT", operation, body={**wanted, **bad, **dict.fromkeys(more, "other")})
                _shows(client, path, {**wanted, **names}, by, Kind.SIDE_EFFECT, "nothing of a refused change")
        none = dict.fromkeys(wanted, NIL_UUID)
        by = client.request("PUT", f"{path}/flow_ids", body=none)
        _shows(client, path, {**none, **names}, by, Kind.ECHO, "what was set")
    finally:
        client.request("PUT", path, body={**before, **named})


def try_flow(world: World) -> None:
    """Change all of a flow [C], then try to change it into one that cannot run: all or nothing."""
    client = world.client()
    if "PUT /flows/{id}" not in world.contract.operations:
        return
    path = f"/flows/{client.create_flow('the first name', [_HELLO, _BYE], 'the first detail')}"
    wanted: dict[str, Any] = {"name": "the second name", "detail": "", "actions": [_BYE]}
    client.request("GET", path)  # what was read before must not be what is read afterwards
    by = client.request("PUT", path, body=wanted)
    _shows(client, path, {"name": wanted["name"]}, by, Kind.ECHO, "what was set")
    for bad in ([{"type": "no such action"}], [_HELLO, {"type": "goto", "option": {"target_id": "no id"}}]):
        by = client.request("PUT", path, body={"name": "the third name", "detail": "no", "actions": bad})
        _shows(client, path, {"name": wanted["name"]}, by, Kind.SIDE_EFFECT, "nothing of a refused change")


def try_one_name(world: World) -> None:
    """Store three flows of one name: three flows, each with its own actions. The echo check judges."""
    client = world.client()
    bodies: list[list[dict[str, Any]]] = [[_HELLO], [_BYE], [_HELLO, _BYE]]
    made = [client.create_flow("one name for all", body) for body in bodies]
    for flow_id in made:
        client.request("GET", f"/flows/{flow_id}")
    client.page("/flows")


def try_after_deletion(world: World) -> None:
    """Delete a flow, an ended call and an ended groupcall: whatever is asked of them is refused from then on."""
    client, known = world.client(), Known(world, allowed(world))
    made = {}
    for collection in ("/flows", "/calls", "/groupcalls"):
        made[collection] = f"{collection}/{known.id_in(collection)}"
    world.clock.advance(_UNTIL_ALL_IS_OVER_MS)
    client.page("/calls")
    world.clock.advance(_A_WHILE_MS)
    for path in made.values():
        client.request("GET", path)
    for collection, path in made.items():
        if not client.request("DELETE", path).ok:
            continue
        for method, which in (("GET", path), ("DELETE", path), ("POST", f"{path}/hangup")):
            if collection != "/flows" or which == path:
                _refused(client.request(method, which))
        client.page(collection)


def _refused(answer: Exchange) -> None:
    if answer.ok:
        raise _failed(answer, Kind.LIFECYCLE, "a refusal, for it was deleted", str(answer.status), "status")


def _shows(client: Client, path: str, wanted: dict[str, Any], by: Exchange, kind: Kind, rule: str) -> None:
    """Read the thing by its id, three times, and in its list."""
    collection, identity = path.rsplit("/", 1)
    shown: list[Any] = [client.request("GET", path).json for _ in range(3)]
    shown += [item for item in client.page(collection).items if item.get("id") == identity]
    for document in shown:
        for name, value in wanted.items():
            seen = document.get(name) if isinstance(document, dict) else document
            if seen != value and not (seen is None and value == NIL_UUID):
                raise _failed(by, kind, f"{rule}: {value!r}", repr(seen), f"$.{name}")


def _failed(answer: Exchange, kind: Kind, expected: str, seen: str, where: str) -> ExpectationFailed:
    return ExpectationFailed(Violation(kind, answer.name, where, expected, seen, check="changes", exchange=answer))
