"""Everything that was seen so far in one test: what checks compare an answer with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from voipbin_harness.observed import Key, Observed, Sighting, Thing, asked_for
from voipbin_harness.views import GroupcallView

#: Collections whose things a POST creates, and the members of the request that are read back as they were written.
KEPT: dict[str, tuple[str, ...]] = {
    "flows": ("name", "detail", "actions"),
    "numbers": ("name", "detail", "call_flow_id", "message_flow_id"),
    "groupcalls": ("source", "destinations", "ring_method", "answer_method"),
    "accesskeys": ("name", "detail"),
}


@dataclass(slots=True)
class Timeline:
    """Things in the order of their times; those that have arrived since somebody asked are not sorted in yet."""

    arrived: list[Thing] = field(default_factory=list)
    ordered: list[tuple[datetime, Key]] = field(default_factory=list)

    def between(
        self, lower: datetime | None, upper: datetime | None, time_of: Callable[[Thing], datetime | None]
    ) -> Iterator[Key]:
        """Yield the things after ``lower`` and before ``upper``; one without a time is left out."""
        for thing in self.arrived:
            if (time := time_of(thing)) is not None:
                insort(self.ordered, (time, thing.key))
        self.arrived.clear()
        first = bisect_right(self.ordered, lower, key=_time) if lower else 0
        last = bisect_left(self.ordered, upper, key=_time) if upper else len(self.ordered)
        yield from map(_key, self.ordered[first:last])


_time, _key = itemgetter(0), itemgetter(1)


@dataclass(slots=True)
class History:
    """What all exchanges of one test have shown, in order."""

    seen: list[Observed] = field(default_factory=list)
    #: Each thing as it was first shown, and last, with what showed it then.
    first: dict[Key, Thing] = field(default_factory=dict)
    latest: dict[Key, tuple[Thing, Observed]] = field(default_factory=dict)
    #: Every sight of a call, by its id.
    calls: defaultdict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    groupcalls: dict[str, GroupcallView] = field(default_factory=dict)
    #: What created a thing, and what deleted it.
    created: dict[Key, Observed] = field(default_factory=dict)
    deleted: dict[Key, Observed] = field(default_factory=dict)
    #: Whether anything was refused that would have created a thing.
    refused: bool = False
    #: The members of a thing that must be read back.
    written: defaultdict[Key, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    #: When the platform first agreed to end a call, in ms.
    hung_up: dict[str, int] = field(default_factory=dict)
    #: The phone numbers that an account was shown as its own.
    numbers: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: The customer that an account was first shown.
    customers: dict[str, str] = field(default_factory=dict)
    #: The passwords and tokens of logins.
    secrets: frozenset[str] = frozenset()
    logins: list[Observed] = field(default_factory=list)
    #: The credentials that no answer may show, by how a request was signed, until somebody signs on.
    searched: dict[Hashable, list[str]] = field(default_factory=dict)

    # The rest spares checks the way through all that was seen.

    #: The calls with which something was wrong, or at which not every check has looked, by id.
    suspect: set[str] = field(default_factory=set)
    #: What each account was shown, and whether a list has shown it.
    known: defaultdict[str | None, dict[Key, bool]] = field(default_factory=lambda: defaultdict(dict))
    #: The same things in the order of their times, by collection and account.
    timelines: defaultdict[tuple[str, str | None], Timeline] = field(default_factory=lambda: defaultdict(Timeline))
    #: Collections, and the accounts that saw all of them.
    whole_lists: set[tuple[str, str | None]] = field(default_factory=set)
    #: The calls that were seen canceling.
    canceling: set[str] = field(default_factory=set)
    #: The generation of the first call that shows one.
    generation: str = ""
    #: What of a thing never changes, as it was first shown.
    settled: dict[Key, dict[str, Any]] = field(default_factory=dict)
    #: What an account created or changed; the balance that it was last shown, and how much of that came before.
    made: defaultdict[str | None, list[Observed]] = field(default_factory=lambda: defaultdict(list))
    #: Of that, what does not tell whom the platform dials, and how much was looked at.
    obscure: dict[str | None, tuple[list[Observed], int]] = field(default_factory=dict)
    balances: dict[str | None, tuple[int, int]] = field(default_factory=dict)

    def add(self, observed: Observed) -> None:
        """Take in one more exchange."""
        self.seen.append(observed)
        exchange, verb = observed.exchange, observed.deed.verb
        if verb == "login":
            self._add_login(observed)
        if not observed.done:
            self.refused |= verb == "create"
            return
        if observed.things:
            self._add_things(observed)
        if observed.calls:
            self._add_calls(observed)
        for groupcall, _ in observed.groupcalls:
            self.groupcalls[groupcall.id.lower()] = groupcall
        if verb != "read":
            self._add_deed(observed)
        if verb != "read" or exchange.racing or observed.deed.collection == "numbers" or observed.balance is not None:
            self._add_account(observed)

    def _add_things(self, observed: Observed) -> None:
        account, is_page, racing = observed.exchange.account, observed.is_page, observed.exchange.racing
        first, latest, known = self.first, self.latest, self.known[account]
        for thing in observed.things:
            key = thing.key
            if key not in first:
                first[key] = thing
                latest[key] = thing, observed
            elif not racing:
                latest[key] = thing, observed
            if key not in known:
                self.timelines[key[0], account].arrived.append(thing)
                known[key] = is_page
            elif is_page:
                known[key] = True
        if account is not None and account not in self.customers:
            shown = (thing.document.get("customer_id") for thing in observed.things)
            if customer := next((each for each in shown if isinstance(each, str)), None):
                self.customers[account] = customer

    def _add_calls(self, observed: Observed) -> None:
        for sighting in observed.calls:
            self.calls[sighting.id].append(sighting)
        for sighting in observed.fresh:
            if sighting.call.status == "canceling":
                self.canceling.add(sighting.id)

    def _add_login(self, observed: Observed) -> None:
        self.logins.append(observed)
        if observed.done and isinstance(observed.body, dict):
            handed = (observed.request.get("password"), observed.body.get("token"))
            self.secrets |= {secret for secret in handed if isinstance(secret, str)}
            self.searched.clear()

    def _add_deed(self, observed: Observed) -> None:
        verb, collection = observed.deed.verb, observed.deed.collection
        if verb == "create":
            for thing in observed.things:
                if thing.key in self.deleted and asked_for(observed, thing):
                    self._forget(thing)
                self.created.setdefault(thing.key, observed)
                if thing.collection == collection:
                    self._write(thing.key, observed.request)
        elif verb == "change" and observed.exchange.racing:  # nobody can say which of two came last
            self.written.pop((collection, observed.about), None)
        elif verb == "change":
            self._write((collection, observed.about), observed.request)
        elif verb == "act" and collection == "calls" and observed.deed.act == "hangup":
            self.hung_up.setdefault(observed.about, observed.exchange.at_ms)
        elif verb == "delete":
            self.deleted.setdefault((collection, observed.about), observed)

    def _forget(self, thing: Thing) -> None:
        """Know nothing of what had the id of a new thing before."""
        for remembered in (self.deleted, self.created, self.written, self.settled):
            remembered.pop(thing.key, None)
        self.first[thing.key] = thing

    def _add_account(self, observed: Observed) -> None:
        """Take in what an exchange tells of its account."""
        account = observed.exchange.account
        if observed.exchange.racing:  # nobody can say what it counts
            self.balances.pop(account, None)
        elif observed.balance is not None:
            self.balances[account] = observed.balance, len(self.made[account])
        if observed.deed.verb in ("create", "change"):
            self.made[account].append(observed)
        elif observed.next_token == "" and not observed.exchange.query.get("page_token"):
            self.whole_lists.add((observed.deed.collection, account))
        if observed.deed.collection == "numbers" and account is not None:
            self._add_numbers(account, observed)

    def _write(self, key: Key, request: dict[str, Any]) -> None:
        kept = KEPT.get(key[0], ())
        self.written[key].update((name, request[name]) for name in kept if name in request)

    def _add_numbers(self, account: str, observed: Observed) -> None:
        for thing in observed.things:
            if isinstance(number := thing.document.get("number"), str):
                self.numbers[account].add(number)

    def sightings(self, call_id: str) -> list[Sighting]:
        """Return every sight of a call, the earliest first."""
        return self.calls.get(call_id.lower(), [])

    def others_shown(self, thing: Key, account: str) -> list[str]:
        """Return the accounts other than this that were shown a thing."""
        return [
            other for other, known in self.known.items() if other is not None and other != account and thing in known
        ]

    def owner(self, collection: str, identity: str) -> str | None:
        """Return the account that created a thing in this test, ``None`` where nobody here did."""
        creation = self.created.get((collection, identity.lower()))
        return creation.exchange.account if creation else None

    def flow(self, identity: str) -> list[Any] | None:
        """Return the actions of a flow as they were last written or read, ``None`` where it was never seen."""
        key = ("flows", identity.lower())
        actions = self.written.get(key, {}).get("actions")
        if actions is None and key in self.latest:
            actions = self.latest[key][0].document.get("actions")
        return actions if isinstance(actions, list) else None

    def since(self, earlier: Observed) -> Iterator[Observed]:
        """Yield the exchanges after ``earlier``, up to now."""
        for observed in reversed(self.seen):
            if observed is earlier:
                return
            yield observed
