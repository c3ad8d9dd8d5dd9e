"""Authentication: nothing without a credential, everything with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

#: What may be answered before anybody asks who is there: too large, too long, too many, or a failure.
BEFORE = frozenset({413, 414, 429, 431})


@check(
    "auth",
    Kind.AUTH,
    source="[T] Prerequisites; FACTS Authentication: no credential or a bad one is 401",
    on=lambda of: of.deed.verb == "login" or of.signed == (of.status == 401),
)
def auth(ctx: Context) -> Iterable[Violation]:
    """An unsigned request gets 401, a signed one never; one user has one password."""
    exchange, observed = ctx.now
    if ctx.operation is None:
        return ()
    if observed.deed.verb == "login":
        return _login(ctx, exchange, observed)
    if exchange.account is None:
        if exchange.status != 401 and exchange.status not in BEFORE and exchange.status < 500:
            return [ctx.found(Kind.AUTH, "status", "401 without a good credential", str(exchange.status))]
    elif exchange.status == 401:
        return [ctx.found(Kind.AUTH, "status", f"no 401 with a credential of {exchange.account!r}", "401")]
    return ()


def _login(ctx: Context, exchange: Exchange, observed: Observed) -> Iterator[Violation]:
    """The same credentials are always good or always bad, and of two passwords at most one is good."""
    user, password = (observed.request.get(name) for name in ("username", "password"))
    if not (isinstance(user, str) and isinstance(password, str)):
        if exchange.ok:
            yield ctx.found(Kind.AUTH, "status", "a refusal without username and password", str(exchange.status))
        return
    for earlier in ctx.history.logins:
        if earlier.request.get("username") != user or not (earlier.done or exchange.ok):
            continue
        same = earlier.request.get("password") == password
        if same and earlier.done and exchange.status == 400:
            yield ctx.found(Kind.AUTH, "status", "a token, as before with these credentials", "400")
        elif same and exchange.ok and earlier.exchange.status == 400:
            yield ctx.found(Kind.AUTH, "status", "a refusal, as before with these credentials", str(exchange.status))
        elif not same and earlier.done and exchange.ok:
            yield ctx.found(Kind.AUTH, "status", "a refusal of a second password", str(exchange.status))
