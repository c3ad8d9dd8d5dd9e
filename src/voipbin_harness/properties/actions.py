"""Every action of the flow language by name: stored in a flow, dialled with a call, its options tried one by one."""

from __future__ import annotations

from typing import Any

from voipbin_harness.contract import Contract
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import TARGET_ID, allowed
from voipbin_harness.properties.rules import RuleTrial, documented_as
from voipbin_harness.world import World

_PROMPT = {"id": TARGET_ID, "type": "talk", "option": {"text": "Before the action.", "language": "en-US"}}
_TESTED = 1
#: When calls are looked at, each after the one before; at the second look the action is at work or has just been.
_LOOKS_MS = (1_000, _AT_WORK_MS := 2_500, 5_000, 120_000)


def action_types(contract: Contract) -> list[str]:
    """Return the action types that an edition documents."""
    return sorted(name.removeprefix("actions/") for name in contract.schemas if name.startswith("actions/"))


def try_action(world: World, action: str) -> None:
    """Post flows and calls with an action: every documented form, every boundary, then every rule broken alone.

    The calls then run for a while, so that the action is carried out.
    """
    known = Known(world, allowed(world))
    forms = documented_as(world.contract, f"actions/{action}") or [{"type": action}]
    for collection, holder in (("/flows", "POST /flows"), ("/calls", "POST /calls")):
        trial = RuleTrial(world, holder)
        bodies = [{**known.body(collection), "actions": _flow_around(form)} for form in forms]
        below = f"$.actions[{_TESTED}]"
        trial.edging(bodies, below=below)
        trial.breaking(bodies, below=below)
        trial.report()
    _let_run(world)


def _flow_around(action: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a flow in which every jump of the action has somewhere to lead to: the prompt before it."""
    return [_PROMPT, _aimed(action), {"type": "hangup"}]


def _aimed(value: Any) -> Any:
    if isinstance(value, list):
        return [_aimed(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _target(name, inner) for name, inner in value.items()}


def _target(name: str, value: Any) -> Any:
    if name.endswith("target_id"):
        return TARGET_ID
    if name == "target_ids" and isinstance(value, dict):
        return dict.fromkeys(value, TARGET_ID)
    return _aimed(value)


def _let_run(world: World) -> None:
    """Let calls ring, be answered and run, they and their flows seen on their way and at their end."""
    for pause_ms in _LOOKS_MS:
        world.clock.advance(pause_ms)
        world.client().page("/calls")
        if pause_ms == _AT_WORK_MS:
            world.client().page("/activeflows")
