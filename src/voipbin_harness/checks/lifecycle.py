"""Lifecycle: a call's status only moves forward, and says how the call ended exactly when it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.views import CallView
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

#: The times that come with a status.
TIMES = ("ringing", "progressing", "hangup")
#: Which of them a call in a status must have, and which it cannot have.
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


#: A member of a call, what it should be, and what it is.
Wrong = tuple[str, str, str]


@check(
    "lifecycle",
    Kind.LIFECYCLE,
    source="[C] call statuses and hangup reasons; [T] samples of created and ended calls",
    on=shows_calls,
)
def lifecycle(ctx: Context) -> Sequence[Violation]:
    """Each sight of a call is possible by itself and after the sight before it."""
    _, observed = ctx.now
    found: list[Violation] = []
    for sighting in observed.fresh:
        call, before = sighting.call, sighting.before
        times = call.ringing is not None, call.progressing is not None, call.hung_up is not None
        wrong = _alone(call.status, call.direction, call.hangup_by, call.hangup_reason, times)
        if before is not None and before is not call:
            wrong += _after(
                before.status, before.hangup_by, before.hangup_reason, call.status, call.hangup_by, call.hangup_reason
            )
            if before.status != call.status:
                ctx.facts.add(("transitions", f"{before.status} > {call.status}"))
        if observed.deed.verb == "create":
            wrong = (*_created(call), *wrong)
        canceled = call.status == "hangup" and sighting.id in ctx.history.canceling
        if canceled and call.hangup_reason not in ("", "cancel"):
            wrong += (("hangup_reason", "cancel, for the call was canceling", call.hangup_reason),)
        for member, expected, seen in wrong:
            where = f"{sighting.where}.{member}"
            found.append(ctx.found(Kind.LIFECYCLE, where, expected, seen or _time(call, member)))
    return found


def _time(call: CallView, member: str) -> str:
    time = {"tm_ringing": call.ringing, "tm_progressing": call.progressing, "tm_hangup": call.hung_up}[member]
    return f"{time:%H:%M:%S.%f}"


def _created(call: CallView) -> Iterator[Wrong]:
    for name, wanted in (("direction", "outgoing"), ("type", "flow"), ("status", "dialing")):
        seen = getattr(call, name)
        if seen != wanted:
            yield name, f"{wanted} in a created call", seen or "nothing"


# A call is seen in few states, and goes from one to another in few ways: each is judged once.


@lru_cache(maxsize=1024)
def _alone(status: str, direction: str, by: str, reason: str, times: tuple[bool, bool, bool]) -> tuple[Wrong, ...]:
    """Return what is wrong with a call by itself; ``times`` says which of :data:`TIMES` are there."""
    if status not in MOVES:
        return ()
    found = [*_ending(status, by, reason)]
    if direction == "outgoing":
        if status == "hangup" and by and reason:
            found += _reason(by, reason, answered=times[TIMES.index("progressing")])
        found += _reached(status, times)
    return tuple(found)


def _ending(status: str, by: str, reason: str) -> Iterator[Wrong]:
    """``hangup_by`` and ``hangup_reason`` are there exactly when the call has ended, and fit together."""
    for name, seen in (("hangup_by", by), ("hangup_reason", reason)):
        if status == "hangup" and not seen:
            yield name, "a value once the call has ended", "nothing"
        elif seen and status != "hangup":
            yield name, f"nothing before the call has ended (it is {status})", seen


def _reason(by: str, reason: str, *, answered: bool) -> Iterator[Wrong]:
    """The reason of an outgoing call fits the side that ended it and whether it was answered."""
    side = SIDE.get(reason)
    if not answered and side and by != side:
        yield "hangup_by", f"{side} with the reason {reason}, for it was never answered", by
    if answered and (reason in UNANSWERED or (side and by == side == "remote")):
        yield "hangup_reason", "a reason that an answered call can end with", reason
    if reason == "normal" and not answered:
        yield "hangup_reason", "the reason of a call that was never answered", reason


def _reached(status: str, times: tuple[bool, bool, bool]) -> Iterator[Wrong]:
    """A status that is there has its time, one that is still to come has none."""
    for name, there in zip(TIMES, times, strict=True):
        if not there and name in REQUIRED.get(status, ()):
            yield f"tm_{name}", f"a time, for the call is {status}", "none"
        elif there and name in FORBIDDEN.get(status, ()):
            yield f"tm_{name}", f"no time, for the call is {status}", ""


@lru_cache(maxsize=1024)
def _after(was: str, was_by: str, was_reason: str, status: str, by: str, reason: str) -> tuple[Wrong, ...]:
    """Return what is wrong with a status after the last one seen; what ended has ended for good."""
    found: list[Wrong] = []
    if was in LATER and status in LATER and status not in LATER[was]:
        found.append(("status", "one of " + ", ".join(sorted(LATER[was])) + f" after {was}", status))
    if was == status == "hangup":
        for name, earlier, now in (("hangup_by", was_by, by), ("hangup_reason", was_reason, reason)):
            if earlier and now and earlier != now:
                found.append((name, f"{earlier}, as before", now))
    return tuple(found)
