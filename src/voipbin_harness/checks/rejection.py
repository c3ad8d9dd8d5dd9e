"""Rejection: a request that breaks no rule is not refused as wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check
from voipbin_harness.checks._wellformed import all_tel, surely_valid
from voipbin_harness.checks.acceptance import is_uuid
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.echo import DOCUMENTED
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.observed import Observed
from voipbin_harness.views import NIL_UUID
from voipbin_harness.violation import Kind, Violation

_NAMES = DOCUMENTED | {"source", "destinations", "flow_id", "actions", "ring_method", "answer_method"}


@check(
    "rejection",
    Kind.REJECTED_VALID,
    source="[T] every request shown; [C] request bodies and parameters",
    on=lambda of: of.signed and of.status in (400, 404),
    ordered=True,
)
def rejection(ctx: Context) -> Iterator[Violation]:
    """No 400, and no 404 for a flow that is there, unless something can be said against the request."""
    exchange, observed = ctx.now
    if ctx.operation is None or exchange.account is None or exchange.status not in (400, 404):
        return
    if observed.deed.verb == "create" and observed.deed.collection in ("calls", "groupcalls", "flows"):
        valid = _surely_valid(ctx, exchange, observed)
    else:
        valid = exchange.status == 400 and _surely_asked_well(exchange, observed)
    if valid:
        yield ctx.found(Kind.REJECTED_VALID, "status", "no refusal of a valid request", str(exchange.status))


def _surely_asked_well(exchange: Exchange, observed: Observed) -> bool:
    """Whether a request without a body has good parameters only."""
    if exchange.request_body:
        return False
    if observed.deed.verb in ("read", "delete", "act"):
        return is_uuid(observed.about)
    size = exchange.query.get("page_size", "1")
    return observed.deed.verb == "list" and "page_token" not in exchange.query and size.isascii() and size.isdigit()


def _surely_valid(ctx: Context, exchange: Exchange, observed: Observed) -> bool:
    try:
        posted = exchange.request_json
    except MalformedBody:
        return False
    schema = ctx.operation.request_schema if ctx.operation else None
    if schema is None or not isinstance(posted, dict) or not ctx.contract.is_valid(schema, posted):
        return False
    declared = (exchange.request_header("Content-Type") or "").partition(";")[0].strip().lower()
    if declared != "application/json" or not _only_documented(posted):
        return False
    owned = ctx.history.numbers.get(exchange.account or "", set())
    if observed.deed.collection == "flows":
        return exchange.status == 400 and surely_valid(posted.get("actions"), owned)
    source = posted.get("source")
    own = isinstance(source, dict) and source.get("type") == "tel" and source.get("target") in owned
    return own and not ctx.live and all_tel(posted.get("destinations")) and _runs(ctx, exchange, posted, owned)


def _runs(ctx: Context, exchange: Exchange, posted: dict[str, Any], owned: set[str]) -> bool:
    """Whether what is to be run is there: a flow of the account, or a flow of its own that is valid."""
    flow_id = posted.get("flow_id")
    if flow_id is None:
        return exchange.status == 400 and surely_valid(posted.get("actions"), owned)
    key = ("flows", str(flow_id).lower())
    known = ctx.history.owner(*key) == exchange.account and key not in ctx.history.deleted
    return known and flow_id != NIL_UUID and "actions" not in posted


def _only_documented(value: Any, *, in_map: bool = False) -> bool:
    """Whether every member is a documented one and says something: what else a request may hold is nowhere said."""
    if isinstance(value, dict):
        return all(
            (in_map or name in _NAMES) and _only_documented(member, in_map=name == "target_ids")
            for name, member in value.items()
        )
    return all(map(_only_documented, value)) if isinstance(value, list) else value is not None
