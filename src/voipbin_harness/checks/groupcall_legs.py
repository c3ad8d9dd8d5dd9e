"""The legs of a groupcall, once a test is over: each is there, rings its own destination, and one is answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.fan_out import SOURCE
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import Observed, Sighting
from voipbin_harness.views import GroupcallView
from voipbin_harness.violation import Kind, Violation

#: How long after an answer the other legs may still ring, in ms of the target's clock [D].
GRACE_MS = 1000


@check("groupcall_legs", Kind.FAN_OUT, source=SOURCE, when="end")
def groupcall_legs(ctx: Context) -> Iterator[Violation]:
    """Looks at the calls of each groupcall that were seen."""
    telling = [one for one in ctx.history.seen if one.groupcalls or _is_missing(one)] if ctx.history.groupcalls else []
    for identity, groupcall in ctx.history.groupcalls.items():
        by = ctx.history.latest["groupcalls", identity][1].exchange
        legs = {call_id: ctx.history.sightings(call_id) for call_id in groupcall.call_ids}
        seen = {call_id: sights for call_id, sights in legs.items() if sights}
        yield from _exist(ctx, telling, identity, by)
        yield from _destinations(ctx, groupcall, seen, by)
        if groupcall.answer_method in ("", "hangup_others"):
            yield from _one_answer(ctx, groupcall, seen, by)
        if groupcall.ring_method == "linear":
            yield from _in_turn(ctx, seen, by)
        yield from _over(ctx, groupcall, seen, by)


def _is_missing(one: Observed) -> bool:
    return one.exchange.operation == "GET /calls/{id}" and one.exchange.status == 404


def _exist(ctx: Context, telling: list[Observed], identity: str, by: Exchange) -> Iterator[Violation]:
    """A call that a groupcall names can be read."""
    named: set[str] = set()
    for one in telling:
        named.update(
            call_id.lower() for view, _ in one.groupcalls if view.id.lower() == identity for call_id in view.call_ids
        )
        own = one.exchange.account == by.account and ("calls", one.about) not in ctx.history.deleted
        if _is_missing(one) and own and one.about in named:
            expected = "each of call_ids is a call"
            yield ctx.found(Kind.FAN_OUT, "$.call_ids", expected, "one that is not there (404)", exchange=by)
            return


def _destinations(
    ctx: Context, groupcall: GroupcallView, seen: dict[str, list[Sighting]], by: Exchange
) -> Iterator[Violation]:
    left = [one.target or one.target_name for one in groupcall.destinations]
    for call_id, sights in seen.items():
        if sights[-1].call.id != call_id:
            yield ctx.found(
                Kind.FAN_OUT, "$.call_ids", "the ids of its calls, as they are written", call_id, exchange=by
            )
        call, where = sights[-1].call, f"{sights[-1].where}.destination"
        target = call.destination.target or call.destination.target_name
        if target in left:
            left.remove(target)
        elif groupcall.destinations:
            yield ctx.found(Kind.FAN_OUT, where, "a destination of its own", target, exchange=sights[-1].exchange)
        if call.groupcall_id and call.groupcall_id.lower() != groupcall.id.lower():
            place = f"{sights[-1].where}.groupcall_id"
            yield ctx.found(Kind.FAN_OUT, place, "the groupcall it belongs to", "another", exchange=sights[-1].exchange)
        elif not call.groupcall_id and call.generation == "current":
            place = f"{sights[-1].where}.groupcall_id"
            yield ctx.found(Kind.FAN_OUT, place, "the groupcall it belongs to", "none", exchange=sights[-1].exchange)
        came, asked = call.source.target, groupcall.source.target if groupcall.source else ""
        if came and asked and came != asked:
            place = f"{sights[-1].where}.source"
            yield ctx.found(Kind.FAN_OUT, place, "the source of the groupcall", came, exchange=sights[-1].exchange)
    answered = seen.get(groupcall.answer_call_id)
    if answered and answered[-1].call.ended and answered[-1].call.progressing is None:
        expected = "a call that was answered"
        yield ctx.found(Kind.FAN_OUT, "$.answer_call_id", expected, "one that never was", exchange=by)


def _one_answer(
    ctx: Context, groupcall: GroupcallView, seen: dict[str, list[Sighting]], by: Exchange
) -> Iterator[Violation]:
    answered = [call_id for call_id, sights in seen.items() if sights[-1].call.progressing is not None]
    if len(answered) > 1 and not ctx.live:
        yield ctx.found(Kind.FAN_OUT, "$.call_ids", "one call that is answered", f"{len(answered)}", exchange=by)
    if not answered:
        return
    since = min(one.exchange.at_ms for one in seen[answered[0]] if one.call.progressing is not None)
    for call_id, sights in seen.items():
        late = [
            one for one in sights if one.exchange.at_ms > since + GRACE_MS and one.call.status in ("dialing", "ringing")
        ]
        if call_id not in answered and late:
            place = f"{late[0].where}.status"
            expected = "an end of the others, once one has answered"
            yield ctx.found(Kind.FAN_OUT, place, expected, late[0].call.status, exchange=late[0].exchange)
    told = by.at_ms > since + GRACE_MS
    if len(answered) == 1 and groupcall.answer_call_id != answered[0] and (groupcall.answer_call_id or told):
        seen_there = "another" if groupcall.answer_call_id else "none"
        yield ctx.found(Kind.FAN_OUT, "$.answer_call_id", "the call that was answered", seen_there, exchange=by)


def _in_turn(ctx: Context, seen: dict[str, list[Sighting]], by: Exchange) -> Iterator[Violation]:
    """``linear`` dials the next destination when the one before has ended."""
    latest = [(sights[-1].call, sights) for sights in seen.values()]
    dialled = [(call.created, call.id, call.hung_up, sights) for call, sights in latest if call.created is not None]
    dialled.sort(key=itemgetter(0, 1))
    for (_, _, ended, earlier), (begun, _, _, later) in pairwise(dialled):
        # One that was still going on when it was last looked at may have ended since.
        if earlier[-1].exchange.number > later[0].exchange.number if ended is None else ended > begun:
            yield ctx.found(Kind.FAN_OUT, "$.call_ids", "one call after another (linear)", "two at once", exchange=by)
            return


def _over(ctx: Context, groupcall: GroupcallView, seen: dict[str, list[Sighting]], by: Exchange) -> Iterator[Violation]:
    """A groupcall is over when all its calls are, where it says so itself [C]."""
    if groupcall.raw.get("status") in (None, "", "hangup") or len(seen) < len(groupcall.destinations):
        return
    ends = [next((one.exchange.at_ms for one in sights if one.call.ended), None) for sights in seen.values()]
    if ends and all(end is not None and by.at_ms > end + GRACE_MS for end in ends):
        expected = "hangup, for all its calls are over"
        yield ctx.found(Kind.FAN_OUT, "$.status", expected, str(groupcall.raw["status"]), exchange=by)
