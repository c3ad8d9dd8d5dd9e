"""Everything that was seen so far in one test: what checks compare an answer with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from voipbin_harness.observed import Observed, Sighting, Thing
from voipbin_harness.views import GroupcallView

Key = tuple[str, str]  # a collection and an id in lower case
Known = tuple[Thing, bool]  # a thing as it was last seen, and whether a list has shown it

#: Collections whose things a POST creates, and the members of the request that are read back as they were written.
KEPT: dict[str, tuple[str, ...]] = {
    "flows": ("name", "detail", "actions"),
    "numbers": ("name", "detail", "call_flow_id", "message_flow_id"),
    "groupcalls": ("source", "destinations", "ring_method", "answer_method"),
    "accesskeys": ("name", "detail"),
}


class Seen(NamedTuple):
    """A thing as an earlier exchange showed it."""

    thing: Thing
    by: Observed


@dataclass(slots=True)
class History:
    """What all exchanges of one test have shown, in order.

    ``created`` and ``deleted`` name the exchange that did it; ``written`` the members that must be read back;
    ``hung_up`` when (in ms) the platform first agreed to end a call; ``numbers`` the phone numbers that an account was
    shown as its own; ``customers`` the customer that an account was first shown; ``secrets`` the passwords and tokens
    of logins.

    The rest spares checks the way through all that was seen: ``known`` holds, by collection, account and id, the last
    sight of each thing and whether a list has shown it; ``whole_lists`` collections and the accounts that saw all of
    them; ``statuses`` what was told of a call and ``flows_run`` the flows of calls; ``made`` what an account created
    or changed; ``balances`` the balance that it was last shown and how much of ``made`` had come before.
    """

    seen: list[Observed] = field(default_factory=list)
    things: defaultdict[Key, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    calls: defaultdict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    groupcalls: dict[str, GroupcallView] = field(default_factory=dict)
    created: dict[Key, Observed] = field(default_factory=dict)
    deleted: dict[Key, Observed] = field(default_factory=dict)
    written: defaultdict[Key, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    hung_up: dict[str, int] = field(default_factory=dict)
    numbers: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    customers: dict[str, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    logins: list[Observed] = field(default_factory=list)
    known: defaultdict[str, dict[str | None, dict[str, Known]]] = field(default_factory=lambda: defaultdict(dict))
    whole_lists: set[tuple[str, str | None]] = field(default_factory=set)
    statuses: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    flows_run: set[str] = field(default_factory=set)
    made: defaultdict[str | None, list[Observed]] = field(default_factory=lambda: defaultdict(list))
    balances: dict[str | None, tuple[int, int]] = field(default_factory=dict)

    def add(self, observed: Observed) -> None:
        """Take in one more exchange."""
        self.seen.append(observed)
        if observed.deed.verb == "login":
            self._add_login(observed)
        if not observed.done:
            return
        for thing in observed.things:
            self._add_thing(thing, observed)
        for sighting in observed.calls:
            call_id = sighting.call.id.lower()
            self.calls[call_id].append(sighting)
            self.statuses[call_id].add(sighting.call.status)
            self.flows_run.add(sighting.call.flow_id.lower())
        for groupcall, _ in observed.groupcalls:
            self.groupcalls[groupcall.id.lower()] = groupcall
        self._add_deed(observed)
        self._add_account(observed)

    def _add_thing(self, thing: Thing, observed: Observed) -> None:
        account, customer = observed.exchange.account, thing.document.get("customer_id")
        self.things[thing.collection, thing.id].append(Seen(thing, observed))
        known = self.known[thing.collection].setdefault(account, {})
        listed = observed.is_page or (thing.id in known and known[thing.id][1])
        known[thing.id] = thing, listed
        if account is not None and isinstance(customer, str):
            self.customers.setdefault(account, customer)

    def _add_login(self, observed: Observed) -> None:
        self.logins.append(observed)
        if observed.done and isinstance(observed.body, dict):
            handed = (observed.request.get("password"), observed.body.get("token"))
            self.secrets.update(secret for secret in handed if isinstance(secret, str))

    def _add_deed(self, observed: Observed) -> None:
        verb, collection = observed.deed.verb, observed.deed.collection
        if verb == "create":
            for thing in observed.things:
                self.created.setdefault((thing.collection, thing.id), observed)
                if thing.collection == collection:
                    self._write((collection, thing.id), observed.request)
        elif verb == "change":
            self._write((collection, observed.about), observed.request)
        elif verb == "act" and collection == "calls" and observed.deed.act == "hangup":
            self.hung_up.setdefault(observed.about, observed.exchange.at_ms)
        elif verb == "delete":
            self.deleted.setdefault((collection, observed.about), observed)

    def _add_account(self, observed: Observed) -> None:
        """Take in what an exchange tells of its account."""
        account = observed.exchange.account
        if observed.balance is not None:
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

    def last(self, collection: str, identity: str) -> Seen | None:
        """Return the latest sight of a thing."""
        found = self.things.get((collection, identity.lower()))
        return found[-1] if found else None

    def sightings(self, call_id: str) -> list[Sighting]:
        """Return every sight of a call, the earliest first."""
        return self.calls.get(call_id.lower(), [])

    def shown_to(self, collection: str, identity: str) -> set[str | None]:
        """Return the accounts that were shown a thing; ``None`` is nobody's."""
        return {account for account, known in self.known[collection].items() if identity in known}

    def owner(self, collection: str, identity: str) -> str | None:
        """Return the account that created a thing in this test, ``None`` where nobody here did."""
        creation = self.created.get((collection, identity.lower()))
        return creation.exchange.account if creation else None

    def flow(self, identity: str) -> list[Any] | None:
        """Return the actions of a flow as they were last written or read, ``None`` where it was never seen."""
        key = ("flows", identity.lower())
        actions = self.written.get(key, {}).get("actions")
        if actions is None and (seen := self.last(*key)):
            actions = seen.thing.document.get("actions")
        return actions if isinstance(actions, list) else None

    def since(self, earlier: Observed) -> Iterator[Observed]:
        """Yield the exchanges after ``earlier``, up to now."""
        for observed in reversed(self.seen):
            if observed is earlier:
                return
            yield observed
