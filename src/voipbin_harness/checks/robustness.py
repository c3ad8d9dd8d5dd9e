"""Robustness: nothing that is asked makes the platform fall over."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation


@check(
    "robustness",
    Kind.CRASH,
    Kind.WRONG_STATUS,
    source="[C] responses: a 5xx is the platform's fault; RFC 9110, 9.3.2",
    on=lambda of: of.deed.verb == "none" or not 100 <= of.status < 500,
)
def robustness(ctx: Context) -> Iterator[Violation]:
    """No answer is a 5xx, unless a real platform says that what it depends on is out; HEAD answers no body."""
    exchange, _ = ctx.now
    if exchange.status >= 500 and not (ctx.live and exchange.status == 503):
        yield ctx.found(Kind.CRASH, "status", "no failure of the server", str(exchange.status))
    if not 100 <= exchange.status < 600:
        yield ctx.found(Kind.WRONG_STATUS, "status", "a status of HTTP", str(exchange.status))
    if exchange.method == "HEAD" and exchange.response_body:
        yield ctx.found(Kind.CRASH, "$", "no body in the answer to HEAD", f"{len(exchange.response_body)} bytes")
