"""Side effect: a refused request creates nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed, Thing
from voipbin_harness.violation import Kind, Violation

#: What a refused POST to one collection could leave behind in the collection that is listed.
LEAVES = {
    "calls": ("calls", "groupcalls"),
    "groupcalls": ("groupcalls", "calls"),
    "flows": ("flows", "calls", "groupcalls"),
}


@check(
    "side_effect",
    Kind.SIDE_EFFECT,
    source="FACTS Refusals: a refused request creates nothing",
    on=lambda of: of.deed.verb == "list" and of.deed.collection in LEAVES and success(of),
    ordered=True,
)
def side_effect(ctx: Context) -> Iterator[Violation]:
    """Between two lists of one account, with nothing but refusals in between, nothing new appears."""
    _, observed = ctx.now
    if not ctx.history.refused or not _first_page(observed):
        return
    earlier = _list_before(ctx, observed)
    if earlier is None:
        return
    between = [one for one in ctx.history.since(earlier) if one.exchange.account == observed.exchange.account]
    if any(one.done and one.deed.verb in ("create", "change", "act") for one in between):
        return
    posted = LEAVES[observed.deed.collection]
    refused = [
        one
        for one in between
        if one.deed.verb == "create" and one.deed.collection in posted and 400 <= one.exchange.status < 500
    ]
    known = {thing.id for thing in earlier.things}
    newest = max((time for thing in earlier.things if (time := _created(ctx, thing))), default=None)
    for thing in observed.things:
        created = _created(ctx, thing)
        if thing.id in known or thing.key in ctx.history.created:
            continue
        if newest and created and created <= newest:
            continue
        for one in refused:
            if _came_of(one, thing):
                expected = f"nothing new in {observed.exchange.name}, for it was refused ({one.exchange.status})"
                yield ctx.found(
                    Kind.SIDE_EFFECT, "status", expected, f"one of {thing.collection} more", exchange=one.exchange
                )
                break


def _first_page(observed: Observed) -> bool:
    return observed.is_page and observed.exchange.account is not None and not observed.exchange.query.get("page_token")


def _list_before(ctx: Context, observed: Observed) -> Observed | None:
    """Return the list that this account last saw of the collection, from its beginning."""
    account, operation = observed.exchange.account, observed.exchange.operation
    same = (one for one in reversed(ctx.history.seen) if one.exchange.operation == operation and _first_page(one))
    return next((one for one in same if one.exchange.account == account), None)


def _created(ctx: Context, thing: Thing) -> datetime | None:
    return ctx.edition.read_time(thing.document.get("tm_create"))


def _came_of(refused: Observed, thing: Thing) -> bool:
    """Whether the refused request asked for such a thing; a call that another call dialled is nobody's fault."""
    request, document = refused.request, thing.document
    if thing.collection == "flows":
        same_name = "name" in request and request.get("name") == document.get("name")
        return same_name if refused.deed.collection == "flows" else "actions" in request
    if thing.collection == "groupcalls":
        return bool(request.get("destinations"))
    destination = document.get("destination")
    target = destination.get("target") if isinstance(destination, dict) else None
    asked = request.get("destinations")
    return isinstance(asked, list) and any(isinstance(one, dict) and one.get("target") == target for one in asked)
