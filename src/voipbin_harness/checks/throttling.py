"""Throttling: nobody is told to slow down who has not hurried."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation

#: So many requests at once are allowed to every customer [C].
BURST = 33


@check(
    "throttling",
    Kind.WRONG_STATUS,
    source="FACTS Authentication: 16.7 requests a second, a burst of 33, then 429",
    on=lambda of: of.status == 429,
)
def throttling(ctx: Context) -> Iterator[Violation]:
    """No 429 among the first requests of an account; on a live account others may be asking too."""
    exchange, _ = ctx.now
    if exchange.status != 429 or exchange.account is None or ctx.live:
        return
    sent = sum(one.exchange.account == exchange.account for one in ctx.history.seen)
    if sent < BURST:
        yield ctx.found(Kind.WRONG_STATUS, "status", f"no 429 at the request number {sent + 1}", "429")
