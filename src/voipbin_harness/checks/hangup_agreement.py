"""Hangup agreement: the API tells the end of a call, and when it came, as the callee saw it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.sip_agreement import is_sip
from voipbin_harness.observed import Sighting
from voipbin_harness.violation import Kind, Violation, Witness

#: How far apart two clocks may measure one span, in ms, and how late the API may notice an end.
SLACK_MS, LIVE_SLACK_MS, GRACE_MS = 60.0, 5000.0, 1000.0
#: What a SIP status that ends a call before its answer amounts to.
REASONS = {486: "busy", 600: "busy", 480: "noanswer", 603: "noanswer", 503: "failed"}


@check(
    "hangup_agreement",
    Kind.LIFECYCLE,
    Kind.TIMESTAMPS,
    source="FACTS A call: hangup_by, hangup_reason, times",
    when="end",
)
def hangup_agreement(ctx: Context) -> Iterator[Violation]:
    """Compares every call that was both seen and listened to."""
    for call_id, trace in ctx.traces.items():
        sights = ctx.history.sightings(call_id)
        own = trace.of_leg(call_id)
        if not sights or not own or is_sip(own):  # which sip_agreement compares
            continue
        ended = next((event for event in own if event.event == "hangup"), None)
        yield from _times(ctx, sights[-1], own, ended)
        if ended is None:
            yield from _still_there(ctx, sights)
        else:
            yield from _how(ctx, sights, ended)
            yield from _noticed(ctx, sights, ended)


def _found(ctx: Context, sighting: Sighting, member: str, expected: str, observed: str) -> Violation:
    where = f"{sighting.where}.{member}"
    kind = Kind.TIMESTAMPS if member.startswith("tm_") else Kind.LIFECYCLE
    return ctx.found(kind, where, expected, observed, exchange=sighting.exchange, witness=Witness.CALLEE)


def _how(ctx: Context, sights: list[Sighting], ended: LegEvent) -> Iterator[Violation]:
    last = sights[-1]
    if not last.call.ended:
        return
    by, code = ended.detail.get("by"), ended.detail.get("code")
    if by and last.call.hangup_by and by != last.call.hangup_by:
        yield _found(ctx, last, "hangup_by", f"{by}, as the callee saw it", last.call.hangup_by)
    reason = REASONS.get(code) if isinstance(code, int) and by == "remote" else ended.detail.get("reason")
    if reason and last.call.hangup_reason and reason != last.call.hangup_reason:
        yield _found(ctx, last, "hangup_reason", f"{reason}, as the callee saw it", last.call.hangup_reason)


def _noticed(ctx: Context, sights: list[Sighting], ended: LegEvent) -> Iterator[Violation]:
    if ctx.live:
        return
    for sighting in sights:
        if sighting.exchange.at_ms > ended.at_ms + GRACE_MS and not sighting.call.ended:
            yield _found(ctx, sighting, "status", "hangup, for the callee's leg is over", sighting.call.status)
            return


def _still_there(ctx: Context, sights: list[Sighting]) -> Iterator[Violation]:
    if sights[-1].call.ended and not ctx.live:
        yield _found(ctx, sights[-1], "status", "a call that goes on, for the callee's leg does", "hangup")


def _times(ctx: Context, last: Sighting, own: tuple[LegEvent, ...], ended: LegEvent | None) -> Iterator[Violation]:
    """The spans from the creation to each time are those between the events on the leg."""
    call, begun = last.call, own[0]
    if call.created is None or begun.event != "status" or begun.detail.get("status") != "dialing":
        return
    reached = {e.detail.get("status"): e for e in reversed(own) if e.event == "status"}
    for name, time, event in (
        ("tm_ringing", call.ringing, reached.get("ringing")),
        ("tm_progressing", call.progressing, reached.get("progressing")),
        ("tm_hangup", call.hung_up, ended),
    ):
        if time is None or event is None:
            continue
        told, seen = _ms(time, call.created), event.at_ms - begun.at_ms
        if abs(told - seen) > (LIVE_SLACK_MS if ctx.live else SLACK_MS):
            yield _found(ctx, last, name, f"{seen / 1000:g} s after the creation, as on the leg", f"{told / 1000:g} s")


def _ms(later: datetime, earlier: datetime) -> float:
    return (later - earlier) / timedelta(milliseconds=1)
