"""Lifecycle: a call's status only moves forward, and says how the call ended exactly when it has."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Sighting
from voipbin_harness.violation import Kind, Violation

#: The moves of an outgoing call, one step at a time.
MOVES: dict[str, frozenset[str]] = {
    "dialing": frozenset({"ringing", "progressing", "canceling", "hangup"}),
    "ringing": frozenset({"progressing", "canceling", "hangup"}),
    "progressing": frozenset({"terminating", "hangup"}),
    "terminating": frozenset({"hangup"}),
    "canceling": frozenset({"hangup"}),
    "hangup": frozenset(),
}
#: Who ends an outgoing call that was never answered, by the reason; a flow may end an answered one for any reason.
SIDE = {"cancel": "local", "dialout": "local", "busy": "remote", "noanswer": "remote", "failed": "remote"}
#: Reasons that an answered call does not end with, whoever ends it.
UNANSWERED = frozenset({"cancel", "dialout"})

#: Which times a call in a status must have, and which it cannot have.
REQUIRED = {
    "ringing": {"ringing"},
    "progressing": {"progressing"},
    "terminating": {"progressing"},
    "hangup": {"hangup"},
}
FORBIDDEN = {
    "dialing": {"ringing", "progressing", "hangup"},
    "ringing": {"progressing", "hangup"},
    "progressing": {"hangup"},
    "terminating": {"hangup"},
    "canceling": {"progressing", "hangup"},
}


def _reachable() -> dict[str, frozenset[str]]:
    """Return, for each status, every status that may be seen after it."""
    later: dict[str, set[str]] = {status: {status} for status in MOVES}
    for _ in MOVES:
        for status, next_ones in MOVES.items():
            later[status].update(*(later[one] for one in next_ones))
    return {status: frozenset(found) for status, found in later.items()}


LATER = _reachable()


@check(
    "lifecycle",
    Kind.LIFECYCLE,
    source="[C] call statuses and hangup reasons; [T] samples of created and ended calls",
    on=shows_calls,
)
def lifecycle(ctx: Context) -> Iterator[Violation]:
    """Each sight of a call is possible by itself and after the sight before it."""
    exchange, observed = ctx.now
    for sighting in observed.calls:
        call = sighting.call
        if observed.deed.verb == "create" and observed.deed.collection == "calls":
            yield from _created(ctx, sighting)
        if call.status in MOVES:
            yield from _ending(ctx, sighting)
            if call.direction == "outgoing":
                yield from _reached(ctx, sighting)
        before = ctx.history.sightings(call.id)
        if before and exchange.number != before[-1].exchange.number:
            yield from _move(ctx, before, sighting)


def _created(ctx: Context, sighting: Sighting) -> Iterator[Violation]:
    call = sighting.call
    for name, wanted in (("direction", "outgoing"), ("type", "flow"), ("status", "dialing")):
        seen = getattr(call, name)
        if seen != wanted:
            yield ctx.found(
                Kind.LIFECYCLE, f"{sighting.where}.{name}", f"{wanted} in a created call", seen or "nothing"
            )


def _ending(ctx: Context, sighting: Sighting) -> Iterator[Violation]:
    """``hangup_by`` and ``hangup_reason`` are there exactly when the call has ended, and fit together."""
    call = sighting.call
    for name in ("hangup_by", "hangup_reason"):
        seen = getattr(call, name)
        if call.ended and not seen:
            yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.{name}", "a value once the call has ended", "nothing")
        elif seen and not call.ended:
            expected = f"nothing before the call has ended (it is {call.status})"
            yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.{name}", expected, seen)
    if call.ended:
        yield from _reason(ctx, sighting)


def _reason(ctx: Context, sighting: Sighting) -> Iterator[Violation]:
    """The reason of an outgoing call fits the side that ended it and whether it was answered."""
    call, reason = sighting.call, sighting.call.hangup_reason
    if call.direction != "outgoing" or not (call.hangup_by and reason):
        return
    side, answered = SIDE.get(reason), call.progressing is not None
    if not answered and side and call.hangup_by != side:
        expected = f"{side} with the reason {reason}, for it was never answered"
        yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.hangup_by", expected, call.hangup_by)
    if answered and (reason in UNANSWERED or (side and call.hangup_by == side == "remote")):
        expected = "a reason that an answered call can end with"
        yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.hangup_reason", expected, reason)
    if reason == "normal" and not answered:
        expected = "the reason of a call that was never answered"
        yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.hangup_reason", expected, reason)


def _reached(ctx: Context, sighting: Sighting) -> Iterator[Violation]:
    """A status that is there has its time, one that is still to come has none."""
    call = sighting.call
    required, forbidden = REQUIRED.get(call.status, ()), FORBIDDEN.get(call.status, ())
    for name, value in (("ringing", call.ringing), ("progressing", call.progressing), ("hangup", call.hung_up)):
        if value is None and name in required:
            expected = f"a time, for the call is {call.status}"
            yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.tm_{name}", expected, "none")
        elif value is not None and name in forbidden:
            expected = f"no time, for the call is {call.status}"
            yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.tm_{name}", expected, f"{value:%H:%M:%S.%f}")


def _move(ctx: Context, before: list[Sighting], sighting: Sighting) -> Iterator[Violation]:
    """The status may follow the last one seen; what ended has ended for good."""
    earlier, call = before[-1].call, sighting.call
    if call.status != earlier.status:
        ctx.facts.add(("transitions", f"{earlier.status} > {call.status}"))
    if earlier.status in LATER and call.status in LATER and call.status not in LATER[earlier.status]:
        expected = "one of " + ", ".join(sorted(LATER[earlier.status])) + f" after {earlier.status}"
        yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.status", expected, call.status)
    for name in ("hangup_by", "hangup_reason"):
        was, now = getattr(earlier, name), getattr(call, name)
        if earlier.ended and call.ended and was and now and was != now:
            yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.{name}", f"{was}, as before", now)
    if call.ended and "canceling" in ctx.history.statuses[call.id.lower()] and call.hangup_reason not in ("", "cancel"):
        expected = "cancel, for the call was canceling"
        yield ctx.found(Kind.LIFECYCLE, f"{sighting.where}.hangup_reason", expected, call.hangup_reason)
