"""Shape: a documented status, a body that is JSON, and in it what the documentation shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jsonschema_rs import Validator

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
    on=lambda of: of.status < 500,
)
def shape(ctx: Context) -> Iterable[Violation]:
    """An answer has a documented status, and the body that is documented for it."""
    exchange, _ = ctx.now
    if ctx.operation is None or (ctx.described is not None and exchange.is_json and _is_valid(ctx.described, exchange)):
        return ()
    return _judged(ctx, ctx.operation, exchange)


def _is_valid(described: Validator, exchange: Exchange) -> bool:
    """Whether the answer holds what is documented for it: what the others say at length."""
    try:
        return described.is_valid(exchange.json)
    except MalformedBody:
        return False


def _judged(ctx: Context, operation: Operation, exchange: Exchange) -> Iterator[Violation]:
    if exchange.status not in operation.statuses:
        documented = "one of " + ", ".join(map(str, sorted(operation.statuses)))
        yield ctx.found(Kind.WRONG_STATUS, "status", documented, str(exchange.status))
    if exchange.status in operation.response_schemas:
        yield from _body(ctx, operation, exchange)
    elif exchange.response_body and exchange.is_json:
        yield from _malformed(ctx, exchange)


def _body(ctx: Context, operation: Operation, exchange: Exchange) -> Iterator[Violation]:
    if not exchange.is_json:
        declared = exchange.content_type or "no content type"
        yield ctx.found(Kind.WRONG_CONTENT_TYPE, "Content-Type", "application/json", declared)
    try:
        body = exchange.json
    except MalformedBody:
        yield from _malformed(ctx, exchange)
        return
    for problem in ctx.contract.answer_problems(operation, exchange.status, body):
        grown = ctx.live and problem.kind is Kind.UNDECLARED_FIELD
        severity = Severity.WARN if grown else Severity.FAIL
        yield ctx.found(problem.kind, problem.where, problem.expected, problem.observed, severity=severity)


def _malformed(ctx: Context, exchange: Exchange) -> Iterator[Violation]:
    try:
        _ = exchange.json
    except MalformedBody as error:
        yield ctx.found(Kind.MALFORMED_BODY, "$", "JSON as RFC 8259 has it", str(error))
