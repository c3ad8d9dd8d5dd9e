"""Chained calls: a call that another one has dialled and the one that dialled it name each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from voipbin_harness.checks import check
from voipbin_harness.checks._wellformed import objects, option
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.flow import actions_of, creation_of
from voipbin_harness.observed import Sighting
from voipbin_harness.violation import Kind, Violation


@check("chained_calls", Kind.FLOW, source="FACTS Actions: connect bridges a chained call; [T] connect", when="end")
def chained_calls(ctx: Context) -> Iterator[Violation]:
    """The call names its chained calls and each of them its master; each goes where the flow's ``connect`` says.

    That a list of chained calls may shrink is nowhere said; on a live account it is not judged.
    """
    for sights in [*ctx.history.calls.values()]:
        last = sights[-1].call
        master, chained = last.master_call_id, last.chained_call_ids
        if master or chained:
            yield from _named_back(ctx, master, chained, sights)
        if not ctx.live:
            yield from _kept(ctx, sights)
        if master:
            yield from _as_the_flow_says(ctx, master, sights[-1])


def _named_back(ctx: Context, master: str, chained: Iterable[str], sights: list[Sighting]) -> Iterator[Violation]:
    """What the call names as chained says so too, and the other way round."""
    own = sights[-1].id
    for each in chained:
        others = ctx.history.sightings(each)
        if others and others[-1].call.master_call_id.lower() != own:
            yield _found(ctx, others[-1], "master_call_id", "the call that it is chained to", "another or none")
    masters = ctx.history.sightings(master) if master else []
    for one in _while_it_lives(ctx, masters, sights) if masters else ():
        if own not in {name.lower() for name in one.call.chained_call_ids}:
            yield _found(ctx, one, "chained_call_ids", "each call that is chained to it", "one is missing")
            return


def _while_it_lives(ctx: Context, masters: list[Sighting], leg: list[Sighting]) -> Iterator[Sighting]:
    """Yield the sights of a call from the first sight of a leg on; on a live account while the leg goes on."""
    alive = [one.exchange.number for one in leg if not one.call.ended]
    until = max(alive, default=0) if ctx.live else masters[-1].exchange.number
    return (one for one in masters if leg[0].exchange.number < one.exchange.number <= until)


def _kept(ctx: Context, sights: list[Sighting]) -> Iterator[Violation]:
    """A call that was chained once stays among the chained ones."""
    named: set[str] = set()
    for one in sights:
        if one.call is one.before:
            continue
        now = one.call.chained_call_ids
        if named and not named.issubset(now):
            yield _found(ctx, one, "chained_call_ids", "what was named before", "one is missing")
            return
        named.update(now)


def _as_the_flow_says(ctx: Context, master: str, leg: Sighting) -> Iterator[Violation]:
    creation = creation_of(ctx, master)
    actions = actions_of(ctx, creation) if creation else None
    if actions is None or any("fetch" in str(one.get("type")) for one in objects(actions)):
        return
    dialled = [(option(one).get("source"), to) for one in objects(actions) for to in _destinations(one)]
    to_it = [source for source, to in dialled if to == leg.call.destination.target]
    if dialled and not to_it:
        expected = "a destination of the flow's connect"
        yield _found(ctx, leg, "destination", expected, leg.call.destination.target or "nothing")
    told = [source["target"] for source in to_it if isinstance(source, dict) and "target" in source]
    if told and len(told) == len(to_it) and leg.call.source.target not in told and not ctx.live:
        yield _found(ctx, leg, "source", f"{told[0]}, the source of the flow's connect", leg.call.source.target)


def _destinations(action: dict[str, Any]) -> list[object]:
    if action.get("type") not in ("connect", "call"):
        return []
    return [one.get("target") or one.get("target_name") for one in objects(option(action).get("destinations"))]


def _found(ctx: Context, sighting: Sighting, member: str, expected: str, seen: str) -> Violation:
    return ctx.found(Kind.FLOW, f"{sighting.where}.{member}", expected, seen, exchange=sighting.exchange)
