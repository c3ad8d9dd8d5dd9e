"""Everything that was seen so far in one test: what checks compare an answer with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from voipbin_harness.observed import Observed, Sighting, Thing
from voipbin_harness.views import GroupcallView

Key = tuple[str, str]  # a collection and an id in lower case

#: Collections whose things a POST creates, and the members of the request that are read back as they were written.
KEPT: dict[str, tuple[str, ...]] = {
    "flows": ("name", "detail", "actions"),
    "numbers": ("name", "detail", "call_flow_id", "message_flow_id"),
    "groupcalls": ("source", "destinations", "ring_method", "answer_method"),
    "accesskeys": ("name", "detail"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing as an earlier exchange showed it."""

    thing: Thing
    by: Observed


@dataclass(slots=True)
class History:
    """What all exchanges of one test have shown, in order.

    ``created`` and ``deleted`` name the exchange that did it; ``written`` the members that must be read back;
    ``hung_up`` when (in ms) the platform first agreed to end a call;
    ``numbers`` the phone numbers that an account was shown as its own, ``all_numbers`` the accounts whose whole
    list was seen; ``customers`` the customer that an account was first shown; ``secrets`` the passwords and tokens
    of logins.
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
    all_numbers: set[str] = field(default_factory=set)
    customers: dict[str, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    logins: list[Observed] = field(default_factory=list)

    def add(self, observed: Observed) -> None:
        """Take in one more exchange."""
        self.seen.append(observed)
        if observed.deed.verb == "login":
            self._add_login(observed)
        if not observed.done:
            return
        for thing in observed.things:
            self.things[thing.collection, thing.id].append(Seen(thing, observed))
            self._add_customer(thing, observed)
        for sighting in observed.calls:
            self.calls[sighting.call.id.lower()].append(sighting)
        for groupcall, _ in observed.groupcalls:
            self.groupcalls[groupcall.id.lower()] = groupcall
        self._add_deed(observed)

    def _add_customer(self, thing: Thing, observed: Observed) -> None:
        account, customer = observed.exchange.account, thing.document.get("customer_id")
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
        if collection == "numbers" and (account := observed.exchange.account) is not None:
            self._add_numbers(account, observed)

    def _write(self, key: Key, request: dict[str, Any]) -> None:
        kept = KEPT.get(key[0], ())
        self.written[key].update((name, request[name]) for name in kept if name in request)

    def _add_numbers(self, account: str, observed: Observed) -> None:
        for thing in observed.things:
            if isinstance(number := thing.document.get("number"), str):
                self.numbers[account].add(number)
        if observed.is_page and not observed.next_token and not observed.exchange.query.get("page_token"):
            self.all_numbers.add(account)

    def last(self, collection: str, identity: str) -> Seen | None:
        """Return the latest sight of a thing."""
        found = self.things.get((collection, identity.lower()))
        return found[-1] if found else None

    def sightings(self, call_id: str) -> list[Sighting]:
        """Return every sight of a call, the earliest first."""
        return self.calls.get(call_id.lower(), [])

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
