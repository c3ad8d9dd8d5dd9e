"""Leak: no answer but those that hand out a credential contains one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

#: A shorter text may stand in an answer by chance: the mock's account ``demo`` has the password ``demo``.
SHORTEST = 8
_NAMES = frozenset({"password", "password_hash", "secret"})


@check(
    "leak",
    Kind.LEAK,
    source="[C] an access key's token is shown once, at its creation; issue 3, isolation",
    on=lambda of: of.deed.verb != "login",
)
def leak(ctx: Context) -> Iterable[Violation]:
    """Neither a credential in use nor a member that holds one stands in an answer, its headers included."""
    exchange, observed = ctx.now
    text = exchange.text
    handed_out = observed.deed.collection == "accesskeys" and _may_show(ctx, observed)
    shown = () if handed_out else _shown(ctx, exchange, text)
    if not shown and not ('"token"' in text or '"secret"' in text or '"password' in text):
        return ()
    return chain(_texts(ctx, exchange, shown), _holders(ctx, observed, handed_out=handed_out))


def _holders(ctx: Context, observed: Observed, *, handed_out: bool) -> Iterator[Violation]:
    for name, value, where in _members(observed.body, "$"):
        if not (isinstance(value, str) and value):
            continue
        if name in _NAMES:
            yield ctx.found(Kind.LEAK, where, "no such member", "one with a value")
        elif name == "token" and not handed_out:
            yield ctx.found(Kind.LEAK, where, "no token after its creation", "one")


def _may_show(ctx: Context, observed: Observed) -> bool:
    """Whether this operation shows the tokens of access keys: always in the tutorial, else at creation alone.

    An edition whose access keys can be created shows a token then and never again.
    """
    return observed.deed.verb == "create" or "POST /accesskeys" not in ctx.contract.operations


def _shown(ctx: Context, exchange: Exchange, text: str) -> Sequence[str]:
    """Return the credentials in use that the answer, whose body is ``text``, holds: of logins, and of this request."""
    asked = exchange.account, exchange.request_headers, exchange.url.partition("?")[2]
    looked_for = ctx.history.searched.get(asked)
    if looked_for is None:  # it is the same for all requests that are signed alike
        secrets = {*ctx.secrets, *ctx.history.secrets, *sent(exchange)}
        looked_for = ctx.history.searched[asked] = sorted(one for one in secrets if len(one) >= SHORTEST)
    answer = "\n".join([text, *[value for _, value in exchange.response_headers]])
    return [one for one in looked_for if one in answer]


def _texts(ctx: Context, exchange: Exchange, shown: Iterable[str]) -> Iterator[Violation]:
    for secret in shown:
        if secret in exchange.text:
            yield ctx.found(Kind.LEAK, "$", "no credential in an answer", "one that is in use")
        for name, value in exchange.response_headers:
            if secret in value:
                yield ctx.found(Kind.LEAK, name, "no credential in a header", "one that is in use")


def sent(exchange: Exchange) -> list[str]:
    """Return the credentials that a signed request carried."""
    if exchange.account is None:
        return []
    held = [(name, value) for name, value in exchange.request_headers if name.lower() in ("authorization", "cookie")]
    found = [
        value.removeprefix("Bearer ") if name.lower() != "cookie" else value.partition("token=")[2].partition(";")[0]
        for name, value in held
    ]
    if "token=" in exchange.url or "accesskey=" in exchange.url:
        found += [exchange.query.get("token", ""), exchange.query.get("accesskey", "")]
    return [one for one in found if one]


def _members(value: Any, where: str) -> Iterator[tuple[str, Any, str]]:
    """Yield every member of a document, down to the second level of lists and objects."""
    open_ones = [(value, where, 0)]
    while open_ones:
        value, where, depth = open_ones.pop()
        if depth > 3:
            continue
        if isinstance(value, dict):
            for name, member in value.items():
                yield name, member, f"{where}.{name}"
                open_ones.append((member, f"{where}.{name}", depth + 1))
        elif isinstance(value, list):
            open_ones.extend((item, f"{where}[{index}]", depth + 1) for index, item in enumerate(value))
