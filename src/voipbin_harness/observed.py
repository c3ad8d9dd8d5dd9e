"""What one exchange shows: what was done to which thing, and what the answer says about it.

Reading is total: an answer that breaks every rule shows nothing, and never raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.views import CallView, GroupcallView

#: The id that means "none" in both editions.
NIL_UUID = "00000000-0000-0000-0000-000000000000"

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


class Thing(NamedTuple):
    """A document with an id, as one answer shows it; ``where`` is its JSONPath in the body."""

    collection: str
    id: str
    document: dict[str, Any]
    where: str


class Sighting(NamedTuple):
    """A call as one answer shows it."""

    call: CallView
    where: str
    exchange: Exchange


class Observed(NamedTuple):
    """One exchange, read. ``things`` holds every document with an id; ``request`` the posted object, ``{}`` for
    none. ``next_token`` is ``None`` unless the answer is a page.
    """

    exchange: Exchange
    deed: Deed
    request: dict[str, Any]
    body: Any = None
    things: tuple[Thing, ...] = ()
    calls: tuple[Sighting, ...] = ()
    groupcalls: tuple[tuple[GroupcallView, str], ...] = ()
    next_token: str | None = None
    balance: int | None = None

    @property
    def done(self) -> bool:
        """Whether the request had success."""
        return self.exchange.ok

    @property
    def about(self) -> str:
        """The id in the path, in lower case; empty where the path has none."""
        return self.exchange.path_params.get("id", "").lower()

    @property
    def is_page(self) -> bool:
        """Whether the answer is one page of a list."""
        return self.next_token is not None


def observe(exchange: Exchange, edition: Edition) -> Observed:
    """Read an exchange through the edition."""
    doing = deed(exchange.operation)
    request = request_object(exchange)
    if not exchange.ok:
        return Observed(exchange, doing, request)
    try:
        body = exchange.json
    except MalformedBody:
        return Observed(exchange, doing, request)
    things = tuple(_things(doing, body))
    page = doing.verb == "list" and isinstance(body, dict) and isinstance(body.get("result"), list)
    money = exchange.operation == f"GET {edition.balance_path}"
    return Observed(
        exchange,
        doing,
        request,
        body,
        things,
        tuple(Sighting(edition.read_call(t.document), t.where, exchange) for t in things if t.collection == "calls"),
        tuple((edition.read_groupcall(t.document), t.where) for t in things if t.collection == "groupcalls"),
        edition.read_page(body).next_token if page else None,
        edition.read_balance(body) if money else None,
    )


def request_object(exchange: Exchange) -> dict[str, Any]:
    """Return the object that was posted, ``{}`` when there was none or nobody can read it."""
    try:
        posted = exchange.request_json
    except MalformedBody:
        return {}
    return posted if isinstance(posted, dict) else {}


def _things(doing: Deed, body: object) -> Iterator[Thing]:
    for collection, document, where in _documents(doing, body):
        if isinstance(document, dict) and isinstance(found := document.get("id"), str) and found:
            yield Thing(collection, found.lower(), document, where)


def _documents(doing: Deed, body: object) -> Iterator[tuple[str, object, str]]:
    """Yield every document that the answer holds, with its collection and place."""
    if doing.verb == "list" and isinstance(body, dict):
        if "result" not in body:  # a thing that an account has but one of
            yield doing.collection, body, "$"
        for place, items in _arrays(body, "result"):
            yield doing.collection, items, place
    elif doing.verb == "create" and doing.collection == "calls":
        if isinstance(body, list):
            yield from (("calls", item, f"$[{index}]") for index, item in enumerate(body))
        elif isinstance(body, dict):
            for collection in ("calls", "groupcalls"):
                yield from ((collection, item, place) for place, item in _arrays(body, collection))
    elif doing.verb not in ("none", "login", "list"):
        yield doing.collection, body, "$"


def _arrays(body: dict[str, Any], name: str) -> Iterator[tuple[str, object]]:
    items = body.get(name)
    if isinstance(items, list):
        yield from ((f"$.{name}[{index}]", item) for index, item in enumerate(items))
