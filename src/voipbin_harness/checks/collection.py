"""Collection: a list is newest first, and its pages hold every thing exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Key, Observed, Thing
from voipbin_harness.violation import Kind, Violation

#: The most that a page holds, and what a page holds when the size asked for is out of range.
LARGEST = 100
#: Lists that hold what is over as well as what goes on.
WHOLE = frozenset({"calls", "groupcalls", "flows", "numbers"})

#: When the things of a page were created, in their order.
Times = Sequence[datetime | None]


@check(
    "collection",
    Kind.COLLECTION,
    source="FACTS Lists; [T] Get call list: the token is a tm_create",
    on=lambda of: of.deed.verb == "list" and success(of),
    ordered=True,
)
def collection(ctx: Context) -> Sequence[Violation]:
    """Each page by itself is in order and of the right size; together the pages partition the list."""
    exchange, observed = ctx.now
    if not observed.is_page:
        return ()
    read_time = ctx.edition.read_time
    times = [read_time(thing.document.get("tm_create")) for thing in observed.things]
    upper = read_time(exchange.query.get("page_token"))
    found = [*_size(ctx, observed), *_order(ctx, observed, times, upper), *_once(ctx, observed)]
    found += _token(ctx, observed, times)
    if observed.deed.collection in WHOLE:
        found += _complete(ctx, observed, times, upper)
    return found


def page_size(observed: Observed) -> int:
    """Return how many things a page may hold, in the words of its request."""
    asked = observed.exchange.query.get("page_size", "")
    size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    return size if 1 <= size <= LARGEST else LARGEST


def _size(ctx: Context, observed: Observed) -> Iterator[Violation]:
    limit, seen = page_size(observed), len(observed.things)
    if seen > limit:
        yield ctx.found(Kind.COLLECTION, "$.result", f"at most {limit} items (page_size)", f"{seen} items")


def _order(ctx: Context, observed: Observed, times: Times, limit: datetime | None) -> Iterator[Violation]:
    before: datetime | None = None
    for thing, time in zip(observed.things, times, strict=True):
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
    seen: set[Key] = set()
    if token:
        for one in reversed(ctx.history.seen):
            if one.next_token == token and _same_list(one, observed):
                seen = {thing.key for thing in one.things}
                break
    for thing in observed.things:
        if thing.key in seen:
            yield ctx.found(Kind.COLLECTION, f"{thing.where}.id", "each item once", "an item for the second time")
        seen.add(thing.key)


def _same_list(one: Observed, other: Observed) -> bool:
    return one.exchange.account == other.exchange.account and one.exchange.operation == other.exchange.operation


def _token(ctx: Context, observed: Observed, times: Times) -> Iterator[Violation]:
    """The token is the ``tm_create`` of the last item, so that a walk goes on and comes to an end."""
    token = observed.next_token
    if not token:
        return
    if not times:
        yield ctx.found(Kind.COLLECTION, "$.next_page_token", "none on an empty page", "a token")
        return
    last, told = times[-1], ctx.edition.read_time(token)
    if last is not None and told is not None and last != told:
        expected = "the tm_create of the last item"
        yield ctx.found(
            Kind.COLLECTION, "$.next_page_token", expected, f"a token {'later' if told > last else 'earlier'}"
        )
    elif token == observed.exchange.query.get("page_token"):
        yield ctx.found(Kind.COLLECTION, "$.next_page_token", "a token that goes on", "the one that was asked with")


def _complete(ctx: Context, observed: Observed, times: Times, upper: datetime | None) -> Iterator[Violation]:
    """Nothing is missing among what this account created, or was shown in this list before."""
    if observed.exchange.query.get("page_token") and upper is None:
        return
    lower = None
    if observed.next_token:
        lower = times[-1] if times else None
        if lower is None:
            return
    account, collection, history = observed.exchange.account, observed.deed.collection, ctx.history
    shown = {thing.key for thing in observed.things}
    for key in history.timelines[collection, account].between(lower, upper, partial(_time, ctx)):
        if key in shown or key in history.deleted:
            continue
        if history.known[account][key] or history.owner(*key) == account:
            expected = "every item of its stretch of the list"
            yield ctx.found(Kind.COLLECTION, "$.result", expected, "a known item is missing")
            return


def _time(ctx: Context, thing: Thing) -> datetime | None:
    return ctx.edition.read_time(thing.document.get("tm_create"))
