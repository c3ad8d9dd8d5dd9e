"""Collection: a list is newest first, and its pages hold every thing exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed, Thing
from voipbin_harness.violation import Kind, Violation

#: The most that a page holds, and what a page holds when the size asked for is out of range.
LARGEST = 100
#: Lists that hold what is over as well as what goes on.
WHOLE = frozenset({"calls", "groupcalls", "flows", "numbers"})


@check(
    "collection",
    Kind.COLLECTION,
    source="FACTS Lists; [T] Get call list: the token is a tm_create",
    on=lambda of: of.deed.verb == "list" and success(of),
    ordered=True,
)
def collection(ctx: Context) -> Iterator[Violation]:
    """Each page by itself is in order and of the right size; together the pages partition the list."""
    _, observed = ctx.now
    if not observed.is_page:
        return
    yield from _size(ctx, observed)
    yield from _order(ctx, observed)
    yield from _once(ctx, observed)
    yield from _token(ctx, observed)
    if observed.deed.collection in WHOLE:
        yield from _complete(ctx, observed)


def page_size(observed: Observed) -> int:
    """Return how many things a page may hold, in the words of its request."""
    asked = observed.exchange.query.get("page_size", "")
    size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    return size if 1 <= size <= LARGEST else LARGEST


def _time(ctx: Context, thing: Thing) -> datetime | None:
    return ctx.edition.read_time(thing.document.get("tm_create"))


def _asked_from(ctx: Context, observed: Observed) -> datetime | None:
    return ctx.edition.read_time(observed.exchange.query.get("page_token"))


def _size(ctx: Context, observed: Observed) -> Iterator[Violation]:
    limit, seen = page_size(observed), len(observed.things)
    if seen > limit:
        yield ctx.found(Kind.COLLECTION, "$.result", f"at most {limit} items (page_size)", f"{seen} items")


def _order(ctx: Context, observed: Observed) -> Iterator[Violation]:
    limit = _asked_from(ctx, observed)
    before: datetime | None = None
    for thing in observed.things:
        time = _time(ctx, thing)
        if time is None:
            continue
        if before is not None and time > before:
            expected = "newest first"
            yield ctx.found(Kind.COLLECTION, f"{thing.where}.tm_create", expected, "one newer than the item above it")
        if limit is not None and time >= limit:
            yield ctx.found(Kind.COLLECTION, f"{thing.where}.tm_create", "older than the page_token", "not older")
        before = time


def _once(ctx: Context, observed: Observed) -> Iterator[Violation]:
    """No item twice: neither in a page nor in the page that led to it."""
    token = observed.exchange.query.get("page_token")
    seen: set[str] = set()
    if token:
        for one in reversed(ctx.history.seen):
            if one.next_token == token and _same_list(one, observed):
                seen = {thing.id for thing in one.things}
                break
    for thing in observed.things:
        if thing.id in seen:
            yield ctx.found(Kind.COLLECTION, f"{thing.where}.id", "each item once", "an item for the second time")
        seen.add(thing.id)


def _same_list(one: Observed, other: Observed) -> bool:
    return one.exchange.account == other.exchange.account and one.exchange.operation == other.exchange.operation


def _token(ctx: Context, observed: Observed) -> Iterator[Violation]:
    """The token is the ``tm_create`` of the last item, so that a walk goes on and comes to an end."""
    token = observed.next_token
    if not token:
        return
    if not observed.things:
        yield ctx.found(Kind.COLLECTION, "$.next_page_token", "none on an empty page", "a token")
        return
    last, told = _time(ctx, observed.things[-1]), ctx.edition.read_time(token)
    if last is not None and told is not None and last != told:
        expected = "the tm_create of the last item"
        yield ctx.found(
            Kind.COLLECTION, "$.next_page_token", expected, f"a token {'later' if told > last else 'earlier'}"
        )
    elif token == observed.exchange.query.get("page_token"):
        yield ctx.found(Kind.COLLECTION, "$.next_page_token", "a token that goes on", "the one that was asked with")


def _complete(ctx: Context, observed: Observed) -> Iterator[Violation]:
    """Nothing is missing among what this account created, or was shown in this list before."""
    upper = _asked_from(ctx, observed)
    if observed.exchange.query.get("page_token") and upper is None:
        return
    lower = None
    if observed.next_token:
        lower = _time(ctx, observed.things[-1]) if observed.things else None
        if lower is None:
            return
    account, collection, history = observed.exchange.account, observed.deed.collection, ctx.history
    shown, known = {thing.key for thing in observed.things}, history.known.get(account, {})
    for identity in history.timelines[collection, account].between(lower, upper, partial(_time, ctx)):
        key = collection, identity
        if key in shown or key in history.deleted:
            continue
        if known[key] or history.owner(collection, identity) == account:
            expected = "every item of its stretch of the list"
            yield ctx.found(Kind.COLLECTION, "$.result", expected, "a known item is missing")
            return
