"""Isolation: what one customer has, another neither reads, changes, lists nor hangs up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

#: Members of requests that name a flow.
FLOW_IDS = ("flow_id", "call_flow_id", "message_flow_id")


@check(
    "isolation",
    Kind.ISOLATION,
    source="[T] Troubleshooting, 404; [C] another customer's resource is 403 or 404",
    on=lambda of: of.signed and (of.status == 409 or success(of)),
)
def isolation(ctx: Context) -> Iterable[Violation]:
    """An account is only ever shown and given what is its own. Accounts are told apart by their names."""
    exchange, observed = ctx.now
    account, history = exchange.account, ctx.history
    if account is None:
        return ()
    customer = history.customers.get(account)
    for thing in observed.things:
        shown = thing.document.get("customer_id")
        if shown != customer and shown is not None:
            return chain(_judged(ctx, exchange, observed, account), _customers(ctx, observed, customer))
    others = len(history.known) - (account in history.known)  # who were shown anything that this could be
    return _judged(ctx, exchange, observed, account) if others else ()


def _judged(ctx: Context, exchange: Exchange, observed: Observed, account: str) -> Iterator[Violation]:
    if observed.about and _someone_elses(ctx, observed.deed.collection, observed.about, account):
        if exchange.ok or exchange.status == 409:
            expected = "403 or 404 for what another account created"
            yield ctx.found(Kind.ISOLATION, "status", expected, str(exchange.status))
    else:
        yield from _shown(ctx, observed, account)
    used = exchange.ok and observed.deed.verb in ("create", "change")
    if used and any(_someone_elses(ctx, "flows", observed.request.get(name), account) for name in FLOW_IDS):
        yield ctx.found(Kind.ISOLATION, "status", "404 for another account's flow", str(exchange.status))


def _someone_elses(ctx: Context, collection: str, identity: object, account: str) -> bool:
    owner = ctx.history.owner(collection, identity) if isinstance(identity, str) else None
    return owner is not None and owner != account


def _shown(ctx: Context, observed: Observed, account: str) -> Iterator[Violation]:
    """Nothing is shown that was shown to another account before."""
    if observed.deed.verb == "create":
        return
    for thing in observed.things:
        others = ctx.history.others_shown(thing.key, account)
        if others and ctx.history.owner(*thing.key) != account:
            yield ctx.found(Kind.ISOLATION, thing.where, f"nothing of {min(others)!r}", "its own document")


def _customers(ctx: Context, observed: Observed, known: str | None) -> Iterator[Violation]:
    """All that an account sees belongs to one customer."""
    for thing in observed.things:
        customer = thing.document.get("customer_id")
        if not isinstance(customer, str):
            continue
        if known and customer != known:
            yield ctx.found(
                Kind.ISOLATION, f"{thing.where}.customer_id", "the account's own customer", "another customer"
            )
        known = known or customer
