"""Latency: an answer comes within the limit that the profile sets."""

from __future__ import annotations

from collections.abc import Iterable

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation


@check(
    "latency",
    Kind.LATENCY,
    source="[D] the limit of the profile, in ms of wall time",
    on=lambda of: of.terms.latency_limit_ms is not None,
)
def latency(ctx: Context) -> Iterable[Violation]:
    """No answer takes longer than the limit. How long it took is not told: it differs from run to run."""
    exchange, _ = ctx.now
    if ctx.latency_limit_ms is None or exchange.elapsed_ms <= ctx.latency_limit_ms:
        return ()
    return [ctx.found(Kind.LATENCY, "elapsed", f"an answer within {ctx.latency_limit_ms:g} ms", "a later one")]
