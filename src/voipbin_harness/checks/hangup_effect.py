"""Hangup effect: a call that the platform agreed to end does end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation

#: How long the end of a call may take after it was asked for, in ms of the target's clock [D].
GRACE_MS, LIVE_GRACE_MS = 1_000, 30_000


@check(
    "hangup_effect", Kind.LIFECYCLE, source="FACTS A call: POST …/hangup before and after the answer", on=shows_calls
)
def hangup_effect(ctx: Context) -> Iterable[Violation]:
    """Some time after an accepted ``POST …/hangup`` the call is over."""
    return _going_on(ctx) if ctx.history.hung_up else ()


def _going_on(ctx: Context) -> Iterator[Violation]:
    exchange, observed = ctx.now
    grace = LIVE_GRACE_MS if ctx.live else GRACE_MS
    for sighting in observed.calls:
        asked = ctx.history.hung_up.get(sighting.id)
        if asked is not None and not sighting.call.ended and exchange.at_ms > asked + grace:
            place = f"{sighting.where}.status"
            yield ctx.found(Kind.LIFECYCLE, place, "hangup, as was asked for", sighting.call.status or "nothing")
