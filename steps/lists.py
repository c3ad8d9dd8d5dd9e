"""Lists: what they show, how they are paged."""

from __future__ import annotations

from functools import partial

from pytest_bdd import given, then, when

from steps._sentence import sentence
from voipbin_harness import match
from voipbin_harness.scenario.expect import expect, fail
from voipbin_harness.scenario.listing import Listing, change, listed, nothing_of_mine, showing, walk
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.violation import Kind
from voipbin_harness.world import World

_SHORT = [{"type": "hangup"}]


@given(sentence("I have stored {count:d} flows"))
def stored_flows(me: Me, made: Made, count: int) -> None:
    """Store so many small flows, one after another."""
    made.flows.update({f"flow {n}": me.client.create_flow(f"flow {n}", _SHORT) for n in range(1, count + 1)})


@when(sentence("I list my {things:Things}{size:Paging}"), target_fixture="listing")
def list_things(me: Me, things: str, size: int | None) -> Listing:
    """Read a list page by page to its end."""
    return walk(me.client, things, size)


@when(sentence("I list my flows{size:Paging}, and {meanwhile:Meanwhile} the first page"), target_fixture="listing")
def list_while_changing(me: Me, size: int | None, meanwhile: str) -> Listing:
    """Read the list of flows while it grows, or while the flow goes after which the second page begins."""
    return walk(me.client, "flows", size, partial(change, me.client, meanwhile))


@then("each that I made is listed once")
def each_once(made: Made, listing: Listing) -> None:
    """The pages together show everything that the scenario made, nothing twice."""
    expect(match.each_once(made.some(listing.things), listing.ids), Kind.COLLECTION, listing.operation)


@then("they are listed newest first")
def newest_first(me: Me, made: Made, listing: Listing) -> None:
    """Each item is older than the one before it, from page to page too."""
    times = showing(listing, made, 2).times(me.client)
    expect(match.newest_first(times), Kind.COLLECTION, listing.operation)


@then(sentence("each page but the last holds {count:d}"))
def pages_hold(made: Made, listing: Listing, count: int) -> None:
    """All pages are full, and the last is not empty."""
    sizes = [len(page.items) for page in showing(listing, made, 1).pages]
    expect(match.page_sizes(sizes, count), Kind.COLLECTION, listing.operation)


@then(sentence("the {call:Call} is listed as it is read"))
def listed_as_read(me: Me, made: Made, call: str) -> None:
    """The list and the call itself tell the same."""
    read, items = made.call(call).look(), (item for page in walk(me.client, "calls").pages for item in page.items)
    shown = next((me.world.edition.read_call(item) for item in items if item.get("id") == read.id), None)
    if shown != read:
        fail(Kind.ECHO, "GET /calls", "$.result", str(read), str(shown))


@then("another customer's lists show nothing of mine")
def nothing_of_mine_listed(world: World, me: Me, made: Made) -> None:
    """No list of the other customer shows an id of one of my lists."""
    nothing_of_mine(world, me, made)


@then(sentence("the {thing:Thing} is gone"))
def is_gone(me: Me, made: Made, thing: str) -> None:
    """Reading it is refused, and no list shows it."""
    id_ = made.newest(thing)
    answer = me.client.request("GET", f"/{thing}s/{id_}")
    if answer.ok or listed(me, f"{thing}s", id_):
        fail(Kind.ECHO, answer.name, "status", "404, and not listed", f"{answer.status}, or listed", exchange=answer)
