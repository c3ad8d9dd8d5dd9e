"""What one exchange shows: what was done to which thing, and what the answer says about it.

Reading is total: an answer that breaks every rule shows nothing, and never raises.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.views import CallView, GroupcallView

Verb = Literal["login", "create", "list", "read", "change", "delete", "act", "none"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What an operation does, and to which collection (``calls``, ``flows`` …); ``act`` names the last word of
    an operation such as ``hangup``.
    """

    verb: Verb
    collection: str = ""
    act: str = ""


#: What a method does to a path of so many segments below the collection's own.
_VERBS: dict[tuple[str, int], Verb] = {
    ("POST", 0): "create",
    ("GET", 0): "list",
    ("GET", 1): "read",
    ("PUT", 1): "change",
    ("PUT", 2): "change",
    ("DELETE", 1): "delete",
    ("POST", 2): "act",
}


@lru_cache(maxsize=256)
def deed(operation: str | None) -> Deed:
    """Return what the named operation does; nothing for a request that is no operation of the contract."""
    method, _, path = (operation or "").partition(" ")
    first, *more = path.strip("/").split("/")
    if (method, more) == ("POST", ["login"]):
        return Deed("login")
    verb = _VERBS.get((method, min(len(more), 2)))
    return Deed(verb, first, "/".join(more[1:])) if verb else Deed("none")


#: A collection and an id in lower case.
Key = tuple[str, str]


@dataclass(slots=True)
class Thing:
    """A document with an id, as one answer shows it; ``where`` is its JSONPath in the body."""

    key: Key
    document: dict[str, Any]
    where: str

    @property
    def collection(self) -> str:
        """What it belongs to."""
        return self.key[0]

    @property
    def id(self) -> str:
        """Its id, in lower case."""
        return self.key[1]


@dataclass(slots=True)
class Sighting:
    """A call as one answer shows it; ``before`` is the view that an answer showed which was there before.

    ``id`` is the call's, in lower case.
    """

    id: str
    call: CallView
    where: str
    exchange: Exchange
    before: CallView | None = None


@dataclass(slots=True)
class Observed:
    """One exchange, read.

    ``request`` is the posted object, ``{}`` for none; ``about`` the id in the path, in lower case, empty where the path
    has none; ``done`` whether the request had success. ``things`` holds every document with an id, ``calls`` those that
    are calls. ``changed`` and ``fresh`` leave out the calls that are as they were in an answer which every check has
    passed. ``next_token`` is ``None`` unless the answer is a page of a list.
    """

    exchange: Exchange
    deed: Deed
    request: dict[str, Any]
    about: str
    done: bool
    body: Any = None
    things: Sequence[Thing] = ()
    changed: Sequence[Thing] = ()
    calls: Sequence[Sighting] = ()
    fresh: Sequence[Sighting] = ()
    groupcalls: Sequence[tuple[GroupcallView, str]] = ()
    next_token: str | None = None
    balance: int | None = None

    @property
    def is_page(self) -> bool:
        """Whether the answer is one page of a list."""
        return self.next_token is not None


def observe(
    exchange: Exchange,
    edition: Edition,
    seen: Mapping[str, Sequence[Sighting]] = MappingProxyType({}),
    suspect: Container[str] = frozenset(),
) -> Observed:
    """Read an exchange through the edition.

    ``seen`` holds the sights of calls so far, by id: a document that has not changed is not read again. ``suspect``
    holds the ids of calls that are to be judged again also when they have not changed.
    """
    doing = deed(exchange.operation)
    request = request_object(exchange) if exchange.request_body else {}
    about = exchange.path_params["id"].lower() if "id" in exchange.path_params else ""
    if not 200 <= exchange.status < 300:
        return Observed(exchange, doing, request, about, done=False)
    try:
        body = exchange.json
    except MalformedBody:
        return Observed(exchange, doing, request, about, done=True)
    things = _things(doing, body)
    observed = Observed(exchange, doing, request, about, done=True, body=body, things=things, changed=things)
    if things and doing.collection in ("calls", "groupcalls"):
        _see_calls(observed, edition, seen, suspect)
    if doing.verb == "list" and isinstance(body, dict) and isinstance(body.get("result"), list):
        observed.next_token = edition.read_next_token(body)
    if exchange.operation == f"GET {edition.balance_path}":
        observed.balance = edition.read_balance(body)
    return observed


def _see_calls(
    observed: Observed, edition: Edition, seen: Mapping[str, Sequence[Sighting]], suspect: Container[str]
) -> None:
    """Read the calls and groupcalls among the things that were observed, and tell which of them have changed."""
    changed, calls, fresh, groupcalls = [], [], [], []
    created = observed.deed.verb == "create"
    for thing in observed.things:
        if thing.key[0] == "groupcalls":
            changed.append(thing)
            groupcalls.append((edition.read_groupcall(thing.document), thing.where))
            continue
        sighting = _sighting(thing, observed.exchange, edition, seen.get(thing.key[1]))
        calls.append(sighting)
        if sighting.call is not sighting.before or created or thing.key[1] in suspect:
            changed.append(thing)
            fresh.append(sighting)
    observed.changed, observed.calls, observed.fresh, observed.groupcalls = changed, calls, fresh, groupcalls


def _sighting(thing: Thing, exchange: Exchange, edition: Edition, seen: Sequence[Sighting] | None) -> Sighting:
    """Read a call; of a document that is as it was before the view is the same."""
    before = None
    for sight in reversed(seen or ()):
        if exchange.after is None or exchange.follows(sight.exchange):
            before = sight.call
            break
    if before is not None and before.raw == thing.document:
        return Sighting(thing.key[1], before, thing.where, exchange, before)
    return Sighting(thing.key[1], edition.read_call(thing.document), thing.where, exchange, before)


def asked_for(observed: Observed, thing: Thing) -> bool:
    """Whether the request itself gave what it creates this id, as an activeflow may be given one [C]."""
    given = observed.request.get("id")
    return isinstance(given, str) and given.lower() == thing.id


def request_object(exchange: Exchange) -> dict[str, Any]:
    """Return the object that was posted, ``{}`` when there was none or nobody can read it."""
    try:
        posted = exchange.request_json
    except MalformedBody:
        return {}
    return posted if isinstance(posted, dict) else {}


def _things(doing: Deed, body: object) -> list[Thing]:
    """Return every document with an id that the answer holds."""
    verb, collection = doing.verb, doing.collection
    if verb == "create" and collection == "calls":
        if isinstance(body, dict):
            calls = _listed("calls", body.get("calls"), "$.calls")
            return calls + _listed("groupcalls", body.get("groupcalls"), "$.groupcalls")
        return _listed("calls", body, "$")
    if verb == "list" and isinstance(body, dict) and "result" in body:
        return _listed(collection, body["result"], "$.result")
    if verb in ("none", "login") or not isinstance(body, dict):
        return []
    # Of a list that is none, an account has but one thing.
    identity = body.get("id")
    return [Thing((collection, identity.lower()), body, "$")] if isinstance(identity, str) and identity else []


def _listed(collection: str, items: object, where: str) -> list[Thing]:
    return [
        Thing((collection, identity.lower()), item, f"{where}[{index}]")
        for index, item in enumerate(items if isinstance(items, list) else ())
        if isinstance(item, dict) and isinstance(identity := item.get("id"), str) and identity
    ]
