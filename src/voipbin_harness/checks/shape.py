"""Shape: a documented status, a body that is JSON, and in it what the documentation shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.contract import Operation
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.violation import Kind, Severity, Violation

KINDS = (
    Kind.WRONG_STATUS,
    Kind.WRONG_CONTENT_TYPE,
    Kind.MALFORMED_BODY,
    Kind.MISSING_FIELD,
    Kind.UNDECLARED_FIELD,
    Kind.WRONG_TYPE,
    Kind.WRONG_FORMAT,
    Kind.UNKNOWN_VALUE,
    Kind.MIXED_GENERATIONS,
)


@check(
    "shape",
    *KINDS,
    source="[T] every sample of a body; [C] responses; schemas of the contract",
    on=lambda _deed, status: status < 500,
)
def shape(ctx: Context) -> Iterator[Violation]:
    """An answer has a documented status, and the body that is documented for it."""
    exchange, _ = ctx.now
    operation = ctx.operation
    if operation is None or exchange.status >= 500:
        return
    if exchange.status not in operation.statuses:
        documented = "one of " + ", ".join(map(str, sorted(operation.statuses)))
        yield ctx.found(Kind.WRONG_STATUS, "status", documented, str(exchange.status))
    if exchange.status in operation.response_schemas:
        yield from _body(ctx, operation, exchange)
    elif exchange.response_body and is_json(exchange):
        yield from _well_formed(ctx, exchange)


def is_json(exchange: Exchange) -> bool:
    """Whether the answer calls itself JSON."""
    return _media_type(exchange.response_header("Content-Type") or "") == "application/json"


@lru_cache(maxsize=256)
def _media_type(declared: str) -> str:
    return declared.partition(";")[0].strip().lower()


def _body(ctx: Context, operation: Operation, exchange: Exchange) -> Iterator[Violation]:
    if not is_json(exchange):
        declared = exchange.response_header("Content-Type") or "no content type"
        yield ctx.found(Kind.WRONG_CONTENT_TYPE, "Content-Type", "application/json", declared)
    malformed = list(_well_formed(ctx, exchange))
    if malformed:
        yield from malformed
        return
    for problem in ctx.contract.answer_problems(operation, exchange.status, exchange.json):
        grown = ctx.live and problem.kind is Kind.UNDECLARED_FIELD
        severity = Severity.WARN if grown else Severity.FAIL
        yield ctx.found(problem.kind, problem.where, problem.expected, problem.observed, severity=severity)


def _well_formed(ctx: Context, exchange: Exchange) -> Iterator[Violation]:
    try:
        _ = exchange.json
    except MalformedBody as error:
        yield ctx.found(Kind.MALFORMED_BODY, "$", "JSON as RFC 8259 has it", str(error))
