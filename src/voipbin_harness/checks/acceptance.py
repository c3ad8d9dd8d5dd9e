"""Acceptance: a request that breaks a documented rule is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from voipbin_harness.checks import check, success
from voipbin_harness.checks._wellformed import lost_targets
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.observed import Observed
from voipbin_harness.views import NIL_UUID
from voipbin_harness.violation import Kind, Violation

_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")

#: An integer as lenient readers take it.
_INTEGER = re.compile(r"\s*[+-]?[\d_]+\s*")


@check(
    "acceptance", Kind.ACCEPTED_INVALID, source="[T] Troubleshooting; [C] required members; FACTS Refusals", on=success
)
def acceptance(ctx: Context) -> Iterable[Violation]:
    """No success for a request that is wrong by its schema, its path, its source or its flow."""
    exchange, observed = ctx.now
    operation = ctx.operation
    if operation is None:
        return ()
    found: list[Violation] = []
    if observed.about and not is_uuid(observed.about):
        found.append(_accepted(ctx, "path", "a UUID", "something else"))
    if observed.is_page and not ctx.live and _no_integer(exchange.query.get("page_size", "")):
        found.append(_accepted(ctx, "page_size", "an integer", "something else"))
    return chain(found, _body(ctx, exchange, observed)) if operation.request_schema else found


def _accepted(ctx: Context, where: str, rule: str, seen: str) -> Violation:
    exchange, _ = ctx.now
    return ctx.found(
        Kind.ACCEPTED_INVALID, where, f"a refusal of what breaks the rule: {rule}", f"{exchange.status}, {seen}"
    )


def is_uuid(text: str) -> bool:
    """Whether an id is written as documented: 32 hexadecimal digits in five groups."""
    return _UUID.fullmatch(text) is not None


def _no_integer(page_size: str) -> bool:
    return page_size != "" and _INTEGER.fullmatch(page_size) is None


def _body(ctx: Context, exchange: Exchange, observed: Observed) -> Iterator[Violation]:
    if not exchange.request_body:
        yield _accepted(ctx, "$", "a body", "no body")
        return
    try:
        _ = exchange.request_json
    except MalformedBody as error:
        if _is_not_json(exchange.request_body):
            yield _accepted(ctx, "$", "a body in JSON", str(error))
        return
    for problem in ctx.request_problems:
        yield _accepted(ctx, problem.where, f"{problem.expected} ({problem.rule})", problem.observed)
    if not isinstance(observed.request.get("flow_id"), str):
        for where in lost_targets(observed.request.get("actions")):
            yield _accepted(ctx, f"$.actions{where}", "a target is an action of the flow", "a target that is none")
    if observed.deed.verb == "create" and observed.deed.collection in ("calls", "groupcalls"):
        yield from _what_is_dialled(ctx, exchange, observed)


def _is_not_json(body: bytes) -> bool:
    """Whether no reader takes it for JSON: what RFC 8259 merely advises against is not ruled out."""
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return True
    return False


def _what_is_dialled(ctx: Context, exchange: Exchange, observed: Observed) -> Iterator[Violation]:
    account, history = exchange.account or "", ctx.history
    source = observed.request.get("source")
    target = source.get("target") if isinstance(source, dict) and source.get("type") == "tel" else None
    ruled = ctx.edition.name == "tutorial"  # the current documentation disagrees with itself
    if (
        ruled
        and ("numbers", account) in history.whole_lists
        and isinstance(target, str)
        and target not in history.numbers[account]
    ):
        yield _accepted(ctx, "$.source.target", "a number that the account owns (GET /numbers)", target)
    flow_id = observed.request.get("flow_id")
    if not isinstance(flow_id, str) or flow_id == NIL_UUID or exchange.racing:
        return
    if _no_flow(ctx, account, flow_id.lower()):
        yield _accepted(ctx, "$.flow_id", "a flow that exists", "one that does not")


def _no_flow(ctx: Context, account: str, flow_id: str) -> bool:
    """Whether a flow is known not to exist: it was deleted, or was nowhere in the whole list and never since."""
    history, key = ctx.history, ("flows", flow_id)
    if key in history.deleted:
        return True
    if key in history.latest or ("flows", account) not in history.whole_lists:
        return False
    return all(one.call.flow_id.lower() != flow_id for sights in history.calls.values() for one in sights)
