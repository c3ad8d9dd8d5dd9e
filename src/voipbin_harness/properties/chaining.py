"""A call that is put through from another number than its own: the leg comes from there, and both name each other."""

from __future__ import annotations

from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed
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
