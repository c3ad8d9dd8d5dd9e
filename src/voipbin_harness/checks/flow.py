"""Flow: what the callee heard is a legal path of the flow that was posted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.callees.heard import LegEvent, Trace
from voipbin_harness.checks import check
from voipbin_harness.checks._path import Limits, Refuted, Undecidable
from voipbin_harness.checks._walk import Walk
from voipbin_harness.checks._wellformed import objects, option
from voipbin_harness.checks.context import Context
from voipbin_harness.coverage.flows import flow_facts
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation, Witness

#: How far the callee's clock may be from the documented time, in ms: on a virtual clock, and over a real network.
SLACK_MS, LIVE_SLACK_MS = 50.0, 5000.0
#: Actions by which a flow may leave a ``connect`` out, run it twice, or run another one.
_MAY_PASS_OVER = frozenset({"goto", "branch", "fetch", "fetch_flow"})


@check("flow", Kind.FLOW, source="FACTS Actions; [T] the branch flow as a tree; [C] action options", when="end")
def flow(ctx: Context) -> Iterator[Violation]:
    """For each call that somebody listened to: prompts, tones, jumps and the end are those of its flow.

    Where an action's effect cannot be seen, the walk goes on whenever the next one fits; where a flow goes on with
    what nobody here knows (a flow of somebody else's server), it ends. A flow that is too long to follow is undecided.
    """
    for call_id, trace in ctx.traces.items():
        creation = creation_of(ctx, call_id)
        actions = actions_of(ctx, creation) if creation else None
        if creation is None or actions is None:
            continue
        yield from _walked(ctx, creation, actions, call_id, trace)


def creation_of(ctx: Context, call_id: str) -> Observed | None:
    """Return the request that made a call, or the groupcall it belongs to; ``None`` for any other call."""
    made = ctx.history.created.get(("calls", call_id.lower()))
    if made is not None:
        return made
    for one in ctx.history.seen:
        if one.deed.verb == "create" and any(call_id in view.call_ids for view, _ in one.groupcalls):
            return one
    return None


def actions_of(ctx: Context, creation: Observed) -> list[Any] | None:
    """Return the flow that a request runs, ``None`` where it is not known or was changed meanwhile."""
    flow_id = creation.request.get("flow_id")
    actions = creation.request.get("actions")
    if isinstance(flow_id, str) and flow_id:
        actions = _unchanged(ctx, flow_id)
    ids = [str(action["id"]).lower() for action in objects(actions) if "id" in action]
    return actions if isinstance(actions, list) and len(ids) == len(set(ids)) else None


def _unchanged(ctx: Context, flow_id: str) -> list[Any] | None:
    """Return the actions of a stored flow, ``None`` where they are not known or were changed meanwhile."""
    changed = any(one.deed.verb == "change" and one.about == flow_id.lower() for one in ctx.history.seen)
    return None if changed else ctx.history.flow(flow_id)


def _stored(ctx: Context, creation: Observed, flow_id: str) -> list[Any] | None:
    """Return a flow that a call may fetch: one that its account has stored, and that is there to the end."""
    mine = ctx.history.owner("flows", flow_id) == creation.exchange.account
    deleted = ("flows", flow_id) in ctx.history.deleted
    return _unchanged(ctx, flow_id) if mine and not deleted else None


def _walked(ctx: Context, creation: Observed, actions: list[Any], call_id: str, trace: Trace) -> Iterator[Violation]:
    own = trace.of_leg(call_id)
    answered = next((e for e in own if e.event == "status" and e.detail.get("status") == "progressing"), None)
    heard = tuple(event for event in own if event.event in ("prompt", "digit_heard", "bridged"))
    if answered is None and not heard:
        return
    statuses = any(event.event == "status" for event in own)
    if answered is None and statuses:
        found = Refuted(0, "nothing, for the call was never answered", f"{heard[0].event} on the callee's leg", 0)
        yield _broken(ctx, creation, found)
        return
    walk = Walk(actions, own, _limits(ctx, call_id), lambda flow_id: _stored(ctx, creation, flow_id))
    try:
        ended = walk.run(answered.at_ms if answered else None)
    except Undecidable as why:
        ctx.doubts.append((f"the flow of {creation.exchange.name}", str(why), "known_actions"))
        return
    if ended is not None:
        ctx.facts.update(flow_facts(actions, ended.outcomes))
        yield from _dialled(ctx, creation, actions, own, trace)
    elif walk.refuted:
        yield _broken(ctx, creation, max(walk.refuted, key=lambda one: (one.cursor, one.position)))
    else:
        yield _broken(ctx, creation, Refuted(0, "a path of the flow that was posted", "another", 0))


def _limits(ctx: Context, call_id: str) -> Limits:
    end = max((one.exchange.at_ms for one in ctx.history.seen), default=0)
    return Limits(
        slack_ms=LIVE_SLACK_MS if ctx.live else SLACK_MS,
        end_ms=-1.0 if ctx.live else float(end),
        cut=ctx.live or _ended_by_request(ctx, call_id),
        buffers=not ctx.live,
    )


def _ended_by_request(ctx: Context, call_id: str) -> bool:
    """Whether somebody asked the platform to end the call, its groupcall or its flow."""
    return any(one.done and one.deed.verb in ("act", "delete") for one in ctx.history.seen if _concerns(one, call_id))


def _concerns(one: Observed, call_id: str) -> bool:
    return one.about == call_id.lower() or one.deed.collection in ("groupcalls", "activeflows")


def _dialled(
    ctx: Context, creation: Observed, actions: list[Any], own: tuple[LegEvent, ...], trace: Trace
) -> Iterator[Violation]:
    """A flow whose one ``connect`` was surely run has dialled each of its destinations, and those of its calls."""
    kinds = [str(action.get("type")) for action in objects(actions)]
    connects = [action for action in objects(actions) if action.get("type") == "connect"]
    if len(connects) != 1 or any(kind in _MAY_PASS_OVER or kind.startswith("condition_") for kind in kinds):
        return
    if not any(event.event == "bridged" for event in own):
        return
    wanted = len(objects(option(connects[0]).get("destinations")))
    legs = {event.leg for event in trace.events} - {event.leg for event in own}
    if len(legs) < wanted or (len(legs) > wanted and "call" not in kinds):
        position = actions.index(connects[0])
        yield _broken(ctx, creation, Refuted(position, f"{wanted} legs dialled", f"{len(legs)}", 0))


def _broken(ctx: Context, creation: Observed, found: Refuted) -> Violation:
    where = f"$.actions[{found.position}]"
    return ctx.found(
        Kind.FLOW, where, found.expected, found.observed, exchange=creation.exchange, witness=Witness.CALLEE
    )
