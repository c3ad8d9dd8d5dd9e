"""Error body: a refusal says what it refuses, and never looks like a success."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.violation import Kind, Violation

#: The HTTP status of each canonical error status.
STATUS = {
    "INVALID_ARGUMENT": 400,
    "UNAUTHENTICATED": 401,
    "PAYMENT_REQUIRED": 402,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "ALREADY_EXISTS": 409,
    "FAILED_PRECONDITION": 409,
    "RESOURCE_EXHAUSTED": 429,
    "UNAVAILABLE": 503,
    "INTERNAL": 500,
}
_REASON = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


@check(
    "error_body",
    Kind.WRONG_ERROR,
    source="[C] ErrorResponse; FACTS Editions (error body) and Authentication (login)",
    on=lambda of: 400 <= of.status < 600,
)
def error_body(ctx: Context) -> Iterator[Violation]:
    """The documented envelope agrees with the HTTP status; a refused login says nothing at all."""
    exchange, observed = ctx.now
    if ctx.operation is None or not 400 <= exchange.status < 600:
        return
    waits = exchange.response_header("Retry-After") is not None
    if exchange.status == 429 and ctx.edition.name == "current" and not waits:  # no other documentation has it
        yield ctx.found(Kind.WRONG_ERROR, "Retry-After", "how long to wait (429)", "no such header")
    if observed.deed.verb == "login":
        if exchange.status == 400 and exchange.response_body:
            size = f"{len(exchange.response_body)} bytes"
            yield ctx.found(Kind.WRONG_ERROR, "$", "an empty body where a login is refused", size)
        return
    body = _parsed(exchange)
    if exchange.status in ctx.operation.response_schemas:
        yield from _envelope(ctx, exchange.status, body)
    elif isinstance(body, list) or (isinstance(body, dict) and {"id", "result", "calls"} & body.keys()):
        yield ctx.found(Kind.WRONG_ERROR, "$", f"the body of a refusal ({exchange.status})", "the body of a success")


def _parsed(exchange: Exchange) -> Any:
    try:
        return exchange.json if exchange.response_body else None
    except MalformedBody:
        return None


def _envelope(ctx: Context, status: int, body: Any) -> Iterator[Violation]:
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        yield ctx.found(Kind.WRONG_ERROR, "$.error", "an error with status and reason", "none")
        return
    name, reason = error.get("status"), error.get("reason")
    known = isinstance(name, str) and name in STATUS
    if status in STATUS.values() and (not known or STATUS[str(name)] != status):
        names = " or ".join(each for each, meant in STATUS.items() if meant == status)
        yield ctx.found(Kind.WRONG_ERROR, "$.error.status", f"{names}, as the HTTP status {status}", repr(name))
    if not isinstance(reason, str) or not _REASON.fullmatch(reason):
        yield ctx.found(Kind.WRONG_ERROR, "$.error.reason", "a reason in UPPER_SNAKE", repr(reason))
