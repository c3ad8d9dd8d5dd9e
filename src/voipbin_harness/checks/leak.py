"""Leak: no answer but those that hand out a credential contains one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

#: A shorter text may stand in an answer by chance: the mock's account ``demo`` has the password ``demo``.
SHORTEST = 8
_NAMES = frozenset({"password", "password_hash", "secret"})
_WRITTEN = re.compile(rb'"(?:password|password_hash|secret|token)"')


@check(
    "leak",
    Kind.LEAK,
    source="[C] an access key's token is shown once, at its creation; issue 3, isolation",
    on=lambda deed, _status: deed.verb != "login",
)
def leak(ctx: Context) -> Iterator[Violation]:
    """Neither a credential in use nor a member that holds one stands in an answer, its headers included."""
    exchange, observed = ctx.now
    if observed.deed.verb == "login":
        return
    handed_out = observed.deed.collection == "accesskeys" and _may_show(ctx, observed)
    if not handed_out:
        yield from _texts(ctx, exchange)
    if not _WRITTEN.search(exchange.response_body):
        return
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


def _texts(ctx: Context, exchange: Exchange) -> Iterator[Violation]:
    body, headers = exchange.response_body, "\n".join([value for _, value in exchange.response_headers])
    shown = [
        secret
        for secret in {*ctx.secrets, *ctx.history.secrets, *sent(exchange)}
        if len(secret) >= SHORTEST and (secret.encode() in body or secret in headers)
    ]
    for secret in sorted(shown):
        if secret.encode() in exchange.response_body:
            yield ctx.found(Kind.LEAK, "$", "no credential in an answer", "one that is in use")
        for name, value in exchange.response_headers:
            if secret in value:
                yield ctx.found(Kind.LEAK, name, "no credential in a header", "one that is in use")


def sent(exchange: Exchange) -> frozenset[str]:
    """Return the credentials that a signed request carried."""
    if exchange.account is None:
        return frozenset()
    query = exchange.query
    return _credentials(
        query.get("token"),
        query.get("accesskey"),
        exchange.request_header("Authorization"),
        exchange.request_header("Cookie"),
    )


@lru_cache(maxsize=256)
def _credentials(token: str | None, key: str | None, authorization: str | None, cookies: str | None) -> frozenset[str]:
    bearer = (authorization or "").removeprefix("Bearer ")
    cookie = (cookies or "").partition("token=")[2].partition(";")[0]
    return frozenset(filter(None, (token, key, bearer, cookie)))


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
