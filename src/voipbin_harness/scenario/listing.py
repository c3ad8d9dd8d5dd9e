"""Lists as a scenario sees them: walked page by page, compared, searched for what must not be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from voipbin_harness.client import Client
from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.made import SAY_FIRST, Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.words import LISTS, STORE
from voipbin_harness.views import PageView
from voipbin_harness.violation import Kind, Unproven
from voipbin_harness.world import World


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one kind of thing, walked to its end."""

    things: str
    pages: list[PageView]

    @property
    def operation(self) -> str:
        """The operation that showed it."""
        return f"GET {LISTS[self.things]}"

    @property
    def ids(self) -> list[str]:
        """The ids of all items in the order of the list."""
        return [str(item.get("id")) for page in self.pages for item in page.items]

    def ids_without(self, mark: str) -> list[str]:
        """Return the ids of all items whose name does not end with the mark of what the harness itself has stored."""
        items = [item for page in self.pages for item in page.items]
        return [str(item.get("id")) for item in items if not (mark and str(item.get("name", "")).endswith(mark))]

    def times(self, client: Client) -> list[datetime | None]:
        """Return when the items were created."""
        return [client.edition.read_time(item.get("tm_create")) for page in self.pages for item in page.items]


def walk(
    client: Client, things: str, size: int | None = None, after_first: Callable[[PageView], object] | None = None
) -> Listing:
    """Read a list page by page; ``after_first`` is done with the first page, before the next is read."""
    pages: list[PageView] = []
    for page in client.pages(LISTS[things], size=size):
        pages.append(page)
        if after_first and len(pages) == 1:
            after_first(page)
    return Listing(things, pages)


def change(client: Client, meanwhile: str, first: PageView) -> None:
    """Store a flow, or delete the last one of a page, as one of :data:`MEANWHILE` says."""
    if meanwhile == STORE:
        client.create_flow("late", [{"type": "hangup"}])
    else:
        client.delete_flow(str(first.items[-1].get("id")))


def showing(listing: Listing, made: Made, least: int) -> Listing:
    """Return a list that is long enough to say something about.

    Raises :class:`HarnessError` when it is short because the scenario has not made so many things,
    :class:`ExpectationFailed` when it lacks what was made, and :class:`Unproven` when the account has no more of what
    no scenario makes.
    """
    if len(listing.ids) < least:
        _tell_short(listing, made, least)
    return listing


def _tell_short(listing: Listing, made: Made, least: int) -> NoReturn:
    shown, things = len(listing.ids), listing.things
    if things not in SAY_FIRST:
        raise Unproven(f"how {things} are listed", f"the account has {shown}, and it takes {least}", "account")
    fail(Kind.COLLECTION, listing.operation, "$.result", f"{len(made.some(things, least))} {things}", str(shown))


@dataclass(frozen=True, slots=True)
class Noted:
    """What an account had at one moment: the ids of each list that a request may add to, and the balance."""

    ids: dict[str, frozenset[str]]
    balance: int | None


def note(me: Me) -> Noted:
    """Look at everything that making a call could change."""
    mark = me.world.target.mark
    lists = {
        things: frozenset(walk(me.client, things).ids_without(mark)) for things in ("calls", "groupcalls", "flows")
    }
    return Noted(lists, me.client.balance())


def no_trace(me: Me, before: Noted, refused: str) -> None:
    """Raise :class:`ExpectationFailed` when something has come into being, or money is gone, since ``before``."""
    now = note(me)
    for things, ids in now.ids.items():
        if more := ids - before.ids[things]:
            fail(Kind.SIDE_EFFECT, refused, f"GET {LISTS[things]}", f"no new {things}", f"{len(more)} more")
    if now.balance != before.balance:
        paid(me, before, 0)


def paid(me: Me, before: Noted, calls: int) -> None:
    """Raise :class:`ExpectationFailed` unless exactly so many calls were paid since ``before``."""
    now, price = me.client.balance(), me.world.target.given.price_micros
    if before.balance is None or now is None or before.balance - now != calls * price:
        expected = f"{before.balance} less {calls} times {price} micros"
        fail(Kind.BILLING, f"GET {me.world.edition.balance_path}", "$.balance_credit", expected, str(now))


def nothing_of_mine(world: World, me: Me, made: Made) -> None:
    """Raise :class:`ExpectationFailed` when a list of the other customer shows something of mine.

    Raises :class:`HarnessError` when the scenario has made nothing that it could show.
    """
    if not any(map(made.ids, LISTS)):
        made.some("calls")
    for things, path in LISTS.items():
        mine = walk(me.client, things).ids
        others = walk(world.client("other"), things).ids
        if common := set(mine) & set(others):
            fail(Kind.ISOLATION, f"GET {path}", "$.result", "nothing of another customer", f"{len(common)} {things}")


def listed(me: Me, things: str, id_: str) -> bool:
    """Whether my list shows this id."""
    return id_ in walk(me.client, things).ids
