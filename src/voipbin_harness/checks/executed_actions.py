"""Executed actions: the platform's own record of a flow is a legal path of that flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, success
from voipbin_harness.checks._wellformed import following, objects, option, places, targets
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.echo import differences
from voipbin_harness.checks.flow import actions_of, creation_of
from voipbin_harness.observed import Observed, Thing
from voipbin_harness.violation import Kind, Violation

#: Actions after which a flow does what no request of the test has said.
_FETCHES = frozenset({"fetch", "fetch_flow"})


@check(
    "executed_actions",
    Kind.FLOW,
    source="[C] activeflow: executed_actions; FACTS Actions",
    on=lambda of: of.deed.collection == "activeflows" and success(of),
)
def executed_actions(ctx: Context) -> Iterator[Violation]:
    """Each executed action may follow the one before; a goto jumps as often as it says, nothing follows a hangup."""
    _, observed = ctx.now
    for thing in observed.things:
        executed = thing.document.get("executed_actions")
        if thing.collection != "activeflows" or not isinstance(executed, list):
            continue
        actions = _flow_of(ctx, observed, thing)
        if actions is None:
            continue
        wrong = first_illegal(objects(actions), objects(executed))
        if wrong is not None:
            expected = "an action that may follow the one before" if wrong else "the first action of the flow"
            seen = str(objects(executed)[wrong].get("type"))
            yield ctx.found(Kind.FLOW, f"{thing.where}.executed_actions[{wrong}]", expected, seen)


def _flow_of(ctx: Context, observed: Observed, thing: Thing) -> list[Any] | None:
    """Return the flow that an activeflow runs: its call's, or the one it was posted with."""
    creation = observed if observed.deed.verb == "create" else ctx.history.created.get((thing.collection, thing.id))
    if creation is None or creation.deed.collection != "activeflows":
        reference = thing.document.get("reference_id")
        creation = creation_of(ctx, reference) if isinstance(reference, str) else None
    return actions_of(ctx, creation) if creation else None


def first_illegal(actions: list[dict[str, Any]], executed: list[dict[str, Any]]) -> int | None:
    """Return the index of the first executed action that cannot stand where it does, ``None`` for a legal path.

    What follows an action that fetches others is legal, whatever it is.
    """
    possible: list[tuple[int, Counter[int]]] = [(0, Counter())]
    for number, done in enumerate(executed):
        here = [(place, jumps) for place, jumps in possible if place < len(actions) and _is(actions[place], done)]
        if not here:
            return number
        if done.get("type") in _FETCHES:
            return None
        possible = [state for place, jumps in here for state in _after(actions, place, jumps)]
    return None


def _is(action: dict[str, Any], done: dict[str, Any]) -> bool:
    same_id = "id" not in action or str(action["id"]).lower() == str(done.get("id")).lower()
    alike = not any(differences(option(action), option(done), "option")) if option(done) else True
    return same_id and action.get("type") == done.get("type") and alike


def _after(actions: list[dict[str, Any]], place: int, jumps: Counter[int]) -> Iterator[tuple[int, Counter[int]]]:
    """Yield every place that may come next."""
    action, known, goes_on = actions[place], places(actions), [*following(actions)][place]
    kind = str(action.get("type"))
    found = [known[target.lower()] for _, target in targets(action) if target.lower() in known]
    if kind in ("hangup", "stop"):
        return
    if kind == "branch":
        yield from ((target, jumps) for target in dict.fromkeys(found))
    elif kind == "goto" and found and jumps[place] < int(option(action).get("loop_count") or 0):
        yield found[0], jumps + Counter({place: 1})
    else:
        yield goes_on, jumps
        if kind.startswith("condition_"):
            otherwise = known.get(str(option(action).get("false_target_id")).lower())
            yield from () if otherwise is None else [(otherwise, jumps)]
