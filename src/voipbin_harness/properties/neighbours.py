"""Two customers side by side: each sees, pages through and uses what is its own."""

from __future__ import annotations

from voipbin_harness.client import Client
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed
from voipbin_harness.views import NIL_UUID
from voipbin_harness.world import World

_HELLO = {"type": "talk", "option": {"text": "Hello.", "language": "en-US"}}


def try_lists(world: World) -> None:
    """Let both customers make the same things in turn, then walk every list, two to a page. The checks judge."""
    mine, theirs = world.client(), world.client("other")
    body = Known(world, allowed(world)).body("/calls")
    for _ in range(3):
        for client in (theirs, mine):
            source = client.page("/numbers").items[0].get("number")
            dial = {**body, "source": {"type": "tel", "target": source}}
            client.request("POST", "/flows", body={"name": "of one of two", "detail": "", "actions": [_HELLO]})
            client.request("POST", "/activeflows", body={"actions": [_HELLO]})
            client.request("POST", "/calls", body=dial)
            client.request("POST", "/groupcalls", body=world.edition.write_groupcall(dial))
        world.clock.advance(2_500)
    for client in (mine, theirs):
        client.balance()
        for path in _lists(world):
            _walk(client, path)


def try_flow_of_another(world: World) -> None:
    """Name another customer's flow wherever a request of mine may name one. The isolation check judges."""
    client, flow_id = world.client(), world.client("other").create_flow("not yours", [_HELLO])
    number = client.page("/numbers").items[0]
    path = f"/numbers/{number['id']}"
    before = {name: number.get(name) or NIL_UUID for name in ("call_flow_id", "message_flow_id")}
    named = {name: number.get(name) or "" for name in ("name", "detail")}
    try:
        for which in before:
            flows = {**before, which: flow_id}
            client.request("PUT", f"{path}/flow_ids", body=flows)
            client.request("PUT", path, body={**named, **flows})
    finally:
        client.request("PUT", path, body={**before, **named})
    body = Known(world, allowed(world)).body("/calls")
    del body["actions"]
    client.request("POST", "/calls", body={**body, "flow_id": flow_id})
    client.request("POST", "/groupcalls", body=world.edition.write_groupcall({**body, "flow_id": flow_id}))
    client.request("POST", "/activeflows", body={"flow_id": flow_id})


def try_source_of_another(world: World) -> None:
    """Call from another customer's number and from nobody's, alone and as a group. The acceptance check judges."""
    client = world.client()
    theirs = world.client("other").page("/numbers").items[0].get("number")
    list(client.pages("/numbers"))
    body = Known(world, allowed(world)).body("/calls")
    for number in (theirs, "+15558889999"):
        dial = {**body, "source": {"type": "tel", "target": number}}
        client.request("POST", "/calls", body=dial)
        client.request("POST", "/groupcalls", body=world.edition.write_groupcall(dial))


def _lists(world: World) -> list[str]:
    """Return every path that lists, but for the balance."""
    named = (operation.template for operation in world.contract.operations.values() if operation.method == "GET")
    return [path for path in named if "{" not in path and not path.startswith("/billing")]


def _walk(client: Client, path: str) -> None:
    for number, _ in enumerate(client.pages(path, size=2)):
        if number > 20:
            return
