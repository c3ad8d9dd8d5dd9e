"""Billing: a call is paid once, a refused one never, and only who cannot pay is refused for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, dials
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

#: What each leg costs on the mock, in micros of a USD [D]. What a real call costs is not documented.
PRICE = 10_000
#: A balance, in micros of a USD for each leg, that pays for any real call [D].
PLENTY = 5_000_000
#: Actions that dial on their own account, so that nobody can say from the requests what was dialled.
DIALS = frozenset({"connect", "call", "queue_join", "agent_call", "fetch", "fetch_flow", "conference_join"})


@check(
    "billing",
    Kind.BILLING,
    source="[T] Troubleshooting, 402; issue 3, billing: paid once, refused never",
    on=lambda of: of.deed.collection.startswith("billing") or dials(of),
    ordered=True,
)
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
    if earlier is None:
        return
    before, legs = earlier
    paid = before - now
    if paid != legs * PRICE:
        expected = f"{legs * PRICE} micros less than before, for {legs} legs dialled"
        yield ctx.found(Kind.BILLING, "$.balance_credit", expected, f"{paid} micros less")


def _payment(ctx: Context, observed: Observed, legs: int) -> Iterator[Violation]:
    """Judge an acceptance or a 402 by the balance that this account was last shown, less what was dialled since."""
    exchange = observed.exchange
    earlier = _last_balance(ctx, observed) if exchange.status in (200, 402) else None
    if earlier is None:
        return
    before, spent = earlier
    balance = before - spent * PRICE
    enough = balance >= legs * (PLENTY if ctx.live else PRICE)
    short = balance <= 0 if ctx.live else balance < legs * PRICE
    if exchange.status == 402 and enough:
        yield ctx.found(Kind.BILLING, "status", f"no 402 with a balance of {balance} micros", "402")
    elif exchange.ok and short and observed.request.get("ring_method") != "linear" and _telephone(observed):
        yield ctx.found(Kind.BILLING, "status", f"402 with a balance of {balance} micros", str(exchange.status))


def _telephone(observed: Observed) -> bool:
    """Whether all destinations are on the telephone network: others may cost nothing."""
    return all(isinstance(one, dict) and one.get("type") == "tel" for one in observed.request["destinations"])


def _last_balance(ctx: Context, observed: Observed) -> tuple[int, int] | None:
    """Return the balance that this account was last shown, and how many legs it has dialled since.

    ``None`` where it was shown none, or where the requests do not tell what was dialled.
    """
    account, history = observed.exchange.account, ctx.history
    if account not in history.balances:
        return None
    balance, before = history.balances[account]
    made = history.made[account]
    obscure, looked_at = history.obscure.get(account, ([], 0))
    obscure = [one for one in (*obscure, *made[looked_at:]) if _obscure(ctx, one)]
    history.obscure[account] = obscure, len(made)
    if obscure:
        return None
    legs = 0
    for one in made[before:]:
        if one.deed.verb == "create":
            legs += len(one.calls)
            legs += sum(len(groupcall.call_ids) for groupcall, _ in one.groupcalls)
    return balance, legs


def _obscure(ctx: Context, one: Observed) -> bool:
    """Whether a request may have made the platform dial, now or later, what its answer does not show."""
    if one.deed.collection in ("numbers", "activeflows") or one.request.get("ring_method") == "linear":
        return True
    if one.deed.collection not in ("calls", "groupcalls"):
        return False
    flow_id = one.request.get("flow_id")
    actions: Any = ctx.history.flow(flow_id) if isinstance(flow_id, str) and flow_id else one.request.get("actions")
    if not isinstance(actions, list):
        return True
    return any(not isinstance(action, dict) or action.get("type") in DIALS for action in actions)
