"""SIP agreement: what the API tells of a call is what the user agent saw on the wire: who ended it, how, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Sighting
from voipbin_harness.violation import Kind, Violation, Witness

#: How far two clocks may measure one span apart, in ms [D], and how much more where packets came late by as much.
SLACK_MS, MOST_LATE_MS = 750, 2000

#: What a status that the callee answers to INVITE amounts to; any other one is a failure.
REASONS = {486: "busy", 600: "busy", 480: "noanswer", 603: "noanswer"}

#: How a call that the platform cancels may end: hung up by the API, won by another leg, or dialled for too long.
CANCELLED = ("cancel", "dialout")


@check(
    "sip_agreement",
    Kind.LIFECYCLE,
    Kind.TIMESTAMPS,
    source="FACTS A call: hangup_by, hangup_reason, times; RFC 3261: BYE, CANCEL, status codes",
    when="end",
)
def sip_agreement(ctx: Context) -> Iterator[Violation]:
    """Compares every call whose SIP dialogue was witnessed, once it is over on both sides."""
    for call_id, trace in ctx.traces.items():
        own, sights = trace.of_leg(call_id), ctx.history.sightings(call_id)
        ended = next((event for event in own if event.event == "hangup"), None)
        if not is_sip(own) or ended is None or not sights or not sights[-1].call.ended:
            continue
        yield from _how(ctx, sights[-1], ended)
        yield from _reached(ctx, sights[-1], own)
        yield from _spans(ctx, sights[-1], own, ended)


def is_sip(events: tuple[LegEvent, ...]) -> bool:
    """Whether a SIP user agent has witnessed these."""
    return any(event.event == "sip" for event in events)


def _how(ctx: Context, last: Sighting, ended: LegEvent) -> Iterator[Violation]:
    call, by, code = last.call, str(ended.detail.get("by")), int(ended.detail.get("code", 0))
    way = "the platform sent" if by == "local" else "the callee sent"
    reasons: tuple[str, ...]
    if code == 200:
        seen, reasons = f"{way} BYE", ("normal",) if by == "remote" else ()
    elif by == "local":
        seen, reasons = f"{way} CANCEL", CANCELLED
    else:
        seen, reasons = f"{way} {code}", (REASONS.get(code, "failed"),)
    if call.hangup_by != by:
        yield _found(ctx, last, "hangup_by", f"{by}, for {seen}", call.hangup_by)
    if reasons and call.hangup_reason not in reasons:
        yield _found(ctx, last, "hangup_reason", f"{' or '.join(reasons)}, for {seen}", call.hangup_reason)


def _reached(ctx: Context, last: Sighting, own: tuple[LegEvent, ...]) -> Iterator[Violation]:
    """A call has a time of ringing when 180 was sent, and one of its answer when 200 was."""
    statuses = {event.detail.get("status") for event in own if event.event == "status"}
    for member, time, status in (
        ("tm_ringing", last.call.ringing, "ringing"),
        ("tm_progressing", last.call.progressing, "progressing"),
    ):
        if (time is not None) != (status in statuses) and not (status == "ringing" and "progressing" in statuses):
            what = "a time, for the callee was" if status in statuses else "no time, for the callee never was"
            yield _found(ctx, last, member, f"{what} {status}", str(time or "none"))


def _spans(ctx: Context, last: Sighting, own: tuple[LegEvent, ...], ended: LegEvent) -> Iterator[Violation]:
    """The spans between two times of the API are those on the wire."""
    at = {event.detail.get("status"): event.at_ms for event in reversed(own) if event.event == "status"}
    moments = [
        ("tm_ringing", last.call.ringing, at.get("ringing")),
        ("tm_progressing", last.call.progressing, at.get("progressing")),
        ("tm_hangup", last.call.hung_up, ended.at_ms),
    ]
    known = [(member, time, seen) for member, time, seen in moments if time is not None and seen is not None]
    for (before, first, began), (member, second, came) in pairwise(known):
        told_ms = _ms(second, first)
        if abs(told_ms - (came - began)) > SLACK_MS + lateness(ended):
            expected = f"{(came - began) / 1000:g} s after {before}, as on the wire"
            yield _found(ctx, last, member, expected, f"{told_ms / 1000:g} s")


def lateness(ended: LegEvent) -> int:
    """Return by how much a busy machine or network delayed what was witnessed, in ms."""
    return min(MOST_LATE_MS, int(ended.detail.get("late_ms", 0)))


def _found(ctx: Context, sighting: Sighting, member: str, expected: str, observed: str) -> Violation:
    kind = Kind.TIMESTAMPS if member.startswith("tm_") else Kind.LIFECYCLE
    where = f"{sighting.where}.{member}"
    return ctx.found(kind, where, expected, observed or "nothing", exchange=sighting.exchange, witness=Witness.SIP)


def _ms(later: datetime, earlier: datetime) -> float:
    return (later - earlier) / timedelta(milliseconds=1)
