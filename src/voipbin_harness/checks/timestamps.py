"""Timestamps: each time of a call is set once, in the order of events, and ``tm_update`` keeps up with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Sighting
from voipbin_harness.views import CallView
from voipbin_harness.violation import Kind, Violation

ORDER = (
    ("tm_create", "created"),
    ("tm_ringing", "ringing"),
    ("tm_progressing", "progressing"),
    ("tm_hangup", "hung_up"),
)


@check(
    "timestamps",
    Kind.TIMESTAMPS,
    source="FACTS A call: order of times, set once; tm_update is the last change",
    on=shows_calls,
)
def timestamps(ctx: Context) -> Sequence[Violation]:
    """The times of each call are in order, never move once they have come, and never go away.

    Of an ended call no time moves while nothing else does; what a live platform may still do to it is nowhere said.
    """
    _, observed = ctx.now
    found: list[Violation] = []
    for sighting in observed.fresh:
        call, before = sighting.call, sighting.before
        if not _in_order(call):
            found += _order(ctx, sighting)
            found += _update(ctx, sighting)
        if before is None or before is call:
            continue
        if not _goes_on(before, call):
            found += _kept(ctx, before, sighting)
        elif before.ended and call.ended and not ctx.live:
            found += _idle(ctx, before, sighting)
    return found


def _in_order(call: CallView) -> bool:
    """Whether all times are there in their order, ``tm_update`` the last: what the others say at length."""
    last = call.created
    if last is None:
        return False
    for time in (call.ringing, call.progressing, call.hung_up):
        if time is not None:
            if time < last:
                return False
            last = time
    if call.updated is None:
        return call.ringing is None and call.progressing is None and call.hung_up is None
    return call.updated >= last


def _goes_on(before: CallView, call: CallView) -> bool:
    """Whether no time that had come has changed, and ``tm_update`` has not gone back: what the last says at length."""
    return (
        before.created in (None, call.created)
        and before.ringing in (None, call.ringing)
        and before.progressing in (None, call.progressing)
        and before.hung_up in (None, call.hung_up)
        and (before.updated is None or (call.updated is not None and call.updated >= before.updated))
    )


def _order(ctx: Context, sighting: Sighting) -> Iterator[Violation]:
    earlier: tuple[str, datetime] | None = None
    for name, member in ORDER:
        time: datetime | None = getattr(sighting.call, member)
        if time is None:
            continue
        if earlier and time < earlier[1]:
            expected = f"not before {earlier[0]} ({earlier[1].time()})"
            yield ctx.found(Kind.TIMESTAMPS, f"{sighting.where}.{name}", expected, str(time.time()))
        earlier = (name, time)


def _update(ctx: Context, sighting: Sighting) -> Iterator[Violation]:
    call = sighting.call
    changes = [(time, name) for name, member in ORDER[1:] if (time := getattr(call, member)) is not None]
    if call.updated is None and changes:
        expected = f"a time, for {max(changes)[1]} is set"
        yield ctx.found(Kind.TIMESTAMPS, f"{sighting.where}.tm_update", expected, "none")
    elif call.updated is not None:
        if call.created is not None:
            changes.append((call.created, "tm_create"))
        if changes and call.updated < max(changes)[0]:
            time, name = max(changes)
            expected = f"not before the last change ({name}, {time.time()})"
            yield ctx.found(Kind.TIMESTAMPS, f"{sighting.where}.tm_update", expected, str(call.updated.time()))


def _kept(ctx: Context, earlier: CallView, sighting: Sighting) -> Iterator[Violation]:
    call = sighting.call
    for name, member in ORDER:
        was, now = getattr(earlier, member), getattr(call, member)
        if was is not None and now != was:
            seen = "none" if now is None else str(now.time())
            yield ctx.found(Kind.TIMESTAMPS, f"{sighting.where}.{name}", f"{was.time()}, as before", seen)
    if earlier.updated is not None and (call.updated is None or call.updated < earlier.updated):
        seen = "none" if call.updated is None else str(call.updated.time())
        expected = f"not before {earlier.updated.time()}, as it was"
        yield ctx.found(Kind.TIMESTAMPS, f"{sighting.where}.tm_update", expected, seen)


def _idle(ctx: Context, earlier: CallView, sighting: Sighting) -> Iterator[Violation]:
    """The time of the last change stays where an ended call is otherwise as it was."""
    was, now = ({**view.raw, "tm_update": None} for view in (earlier, sighting.call))
    if earlier.updated != sighting.call.updated and was == now:
        expected, seen = "as it was, for nothing else has changed", "a later time"
        yield ctx.found(Kind.TIMESTAMPS, f"{sighting.where}.tm_update", expected, seen)
