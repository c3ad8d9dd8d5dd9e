"""Calls and flows that lead on: to a leg from another number than the call's own, and to a stored flow and back."""

from __future__ import annotations

from typing import Any

from voipbin_harness.client import Client
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import TARGET_ID, allowed
from voipbin_harness.views import CallView
from voipbin_harness.violation import ExpectationFailed, Kind, Violation
from voipbin_harness.world import World

_UNTIL_IT_RINGS_MS, _UNTIL_ALL_IS_OVER_MS = 4_000, 600_000


def try_another_source(world: World) -> None:
    """Connect from a second number; read the call and list all, while it rings and afterwards. The checks judge."""
    permitted, client = allowed(world), world.client()
    body = Known(world, permitted).body("/calls")
    to = {"type": "tel", "target": permitted.callees[14]}
    connect = {"source": {"type": "tel", "target": permitted.sources[-1]}, "destinations": [to]}
    made = client.request("POST", "/calls", body={**body, "actions": [{"type": "connect", "option": connect}]})
    for pause_ms in (_UNTIL_IT_RINGS_MS, _UNTIL_ALL_IS_OVER_MS):
        world.clock.advance(pause_ms)
        client.page("/calls")
        for view in client.edition.read_created(made.json).calls:
            client.request("GET", f"/calls/{view.id}")


def try_fetched_flow(world: World) -> None:
    """Run a stored flow inside of another one [C]: the other one goes on behind it. The flow check judges."""
    if "actions/fetch_flow" not in world.contract.schemas:
        return
    client = world.client()
    inner, outer = ({"type": "talk", "option": {"text": text, "language": "en-US"}} for text in ("Inside.", "Outside."))
    fetch = {"type": "fetch_flow", "option": {"flow_id": client.create_flow("fetched", [inner])}}
    body = Known(world, allowed(world)).body("/calls")
    client.request("POST", "/calls", body={**body, "actions": [fetch, outer]})
    world.clock.advance(_UNTIL_ALL_IS_OVER_MS)
    client.page("/calls")


def try_hangup_for_anothers_reason(world: World) -> None:
    """Hang up for the reason for which another call has ended, whatever reason is given besides [C]."""
    permitted, client = allowed(world), world.client()
    body = Known(world, permitted).body("/calls")
    busy = _ended(world, client, {**body, "destinations": [{"type": "tel", "target": permitted.callees[10]}]})
    if busy is None:
        return
    refers = {"type": "hangup", "option": {"reason": "failed", "reference_id": busy.id}}
    call = _ended(world, client, {**body, "actions": [refers]})
    if call is not None and call.hangup_reason != busy.hangup_reason:
        expected = f"{busy.hangup_reason}, as the call that is referred to"
        raise ExpectationFailed(
            Violation(Kind.FLOW, "GET /calls/{id}", "$.hangup_reason", expected, call.hangup_reason, check="chaining")
        )


def _ended(world: World, client: Client, body: dict[str, Any]) -> CallView | None:
    """Make a call and return it when it is over; ``None`` where none was made."""
    made = client.edition.read_created(client.request("POST", "/calls", body=body).json).calls
    world.clock.advance(_UNTIL_ALL_IS_OVER_MS)
    return client.call(made[0].id) if made else None


def try_goto_that_never_jumps(world: World) -> None:
    """Store and run a flow whose goto may jump no times at all: it is passed over. The checks judge."""
    client = world.client()
    once = {"id": TARGET_ID, "type": "talk", "option": {"text": "Only once.", "language": "en-US"}}
    actions = [once, {"type": "goto", "option": {"target_id": TARGET_ID, "loop_count": 0}}]
    client.request("POST", "/flows", body={"name": "no way back", "detail": "", "actions": actions})
    client.request("POST", "/calls", body={**Known(world, allowed(world)).body("/calls"), "actions": actions})
    world.clock.advance(_UNTIL_ALL_IS_OVER_MS)
    client.page("/calls")
