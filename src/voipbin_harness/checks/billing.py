"""Billing: a call is paid once, a refused one never, and only who cannot pay is refused for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

#: What each leg costs on the mock, in micros of a USD [D]. What a real call costs is not documented.
PRICE = 10_000
#: A balance, in micros of a USD for each leg, that pays for any real call [D].
PLENTY = 5_000_000
#: Actions that dial on their own account, so that nobody can say from the requests what was dialled.
DIALS = frozenset({"connect", "call", "queue_join", "agent_call", "fetch", "fetch_flow", "conference_join"})


@check("billing", Kind.BILLING, source="[T] Troubleshooting, 402; issue 3, billing: paid once, refused never")
def billing(ctx: Context) -> Iterator[Violation]:
    """Two balances differ by the price of what was dialled between them; 402 comes exactly when money is short."""
    exchange, observed = ctx.now
    if observed.balance is not None and not ctx.live:
        yield from _balance(ctx, observed, observed.balance)
    dials = observed.deed.verb == "create" and observed.deed.collection in ("calls", "groupcalls")
    legs = observed.request.get("destinations")
    if dials and exchange.account is not None and isinstance(legs, list) and legs:
        yield from _payment(ctx, observed, len(legs))


def _balance(ctx: Context, observed: Observed, now: int) -> Iterator[Violation]:
    earlier = _last_balance(ctx, observed)
    if earlier is None or earlier.balance is None:
        return
    between = _own(ctx.history.since(earlier), observed)
    legs = _legs(ctx, observed, between)
    if legs is None:
        return
    paid = earlier.balance - now
    if paid != legs * PRICE:
        expected = f"{legs * PRICE} micros less than before, for {legs} legs dialled"
        yield ctx.found(Kind.BILLING, "$.balance_credit", expected, f"{paid} micros less")


def _payment(ctx: Context, observed: Observed, legs: int) -> Iterator[Violation]:
    """Judge an acceptance or a 402 by the balance that this account was last shown, less what was dialled since."""
    exchange = observed.exchange
    earlier = _last_balance(ctx, observed)
    if earlier is None or earlier.balance is None or exchange.status not in (200, 402):
        return
    spent = _legs(ctx, observed, _own(ctx.history.since(earlier), observed))
    if spent is None:
        return
    balance = earlier.balance - spent * PRICE
    enough = balance >= legs * (PLENTY if ctx.live else PRICE)
    short = balance <= 0 if ctx.live else balance < legs * PRICE
    if exchange.status == 402 and enough:
        yield ctx.found(Kind.BILLING, "status", f"no 402 with a balance of {balance} micros", "402")
    elif exchange.ok and short and observed.request.get("ring_method") != "linear" and _telephone(observed):
        yield ctx.found(Kind.BILLING, "status", f"402 with a balance of {balance} micros", str(exchange.status))


def _telephone(observed: Observed) -> bool:
    """Whether all destinations are on the telephone network: others may cost nothing."""
    return all(isinstance(one, dict) and one.get("type") == "tel" for one in observed.request["destinations"])


def _last_balance(ctx: Context, observed: Observed) -> Observed | None:
    return next((one for one in _own(reversed(ctx.history.seen), observed) if one.balance is not None), None)


def _own(those: Iterable[Observed], observed: Observed) -> Iterator[Observed]:
    return (one for one in those if one.exchange.account == observed.exchange.account)


def _legs(ctx: Context, observed: Observed, between: Iterable[Observed]) -> int | None:
    """Return how many legs were dialled, ``None`` where the requests do not tell."""
    if any(_obscure(ctx, one) for one in _own(ctx.history.seen, observed)):
        return None
    legs = 0
    for one in between:
        if one.done and one.deed.verb == "create":
            legs += len(one.calls)
            legs += sum(len(groupcall.call_ids) for groupcall, _ in one.groupcalls)
    return legs


def _obscure(ctx: Context, one: Observed) -> bool:
    """Whether a request may have made the platform dial, now or later, what its answer does not show."""
    if not one.done or one.deed.verb not in ("create", "change"):
        return False
    if one.deed.collection in ("numbers", "activeflows") or one.request.get("ring_method") == "linear":
        return True
    if one.deed.collection not in ("calls", "groupcalls"):
        return False
    flow_id = one.request.get("flow_id")
    actions: Any = ctx.history.flow(flow_id) if isinstance(flow_id, str) and flow_id else one.request.get("actions")
    if not isinstance(actions, list):
        return True
    return any(not isinstance(action, dict) or action.get("type") in DIALS for action in actions)
