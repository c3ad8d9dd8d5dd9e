"""Identity: who is called by whom, when it began and under which id never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed, Thing, asked_for
from voipbin_harness.views import NIL_UUID
from voipbin_harness.violation import Kind, Violation

#: What is settled when a thing is created: always, and with that by collection.
ALWAYS = ("id", "tm_create")
FIXED: dict[str, tuple[str, ...]] = {
    "calls": (
        *(*ALWAYS, "source", "destination", "flow_id", "direction", "type"),
        *("customer_id", "user_id", "groupcall_id"),
    ),
    "groupcalls": (*ALWAYS, "source", "destinations", "ring_method", "answer_method", "customer_id"),
    "flows": (*ALWAYS, "customer_id"),
    "numbers": (*ALWAYS, "number", "customer_id"),
    "activeflows": (*ALWAYS, "flow_id", "reference_type", "reference_id", "customer_id"),
    "accesskeys": (*ALWAYS, "customer_id", "token_prefix"),
}


@check(
    "identity",
    Kind.ECHO,
    Kind.LIFECYCLE,
    source="[T] samples; [C] ids; FACTS A call: set once and never changes",
    on=success,
    ordered=True,
)
def identity(ctx: Context) -> Sequence[Violation]:
    """An answer about an id is about that id; a created thing is new; what is settled stays."""
    _, observed = ctx.now
    about, collection, creates = observed.about, observed.deed.collection, observed.deed.verb == "create"
    found = [
        ctx.found(Kind.ECHO, f"{thing.where}.id", "the id that was asked for", "another")
        for thing in (observed.things if about else ())
        if thing.key[1] != about and thing.key[0] == collection
    ]
    for thing in observed.changed:
        key, document, where = thing.key, thing.document, thing.where
        first = ctx.history.first.get(key)
        if first is None:
            continue
        if creates and key[0] == collection:
            if not (key in ctx.history.deleted and asked_for(observed, thing)):
                expected = "an id of its own for what is created"
                found.append(ctx.found(Kind.LIFECYCLE, f"{where}.id", expected, "one seen before"))
            continue
        was = ctx.history.settled.get(key) or ctx.history.settled.setdefault(key, _fixed(first))
        if not was.items() <= document.items():
            found += _settled(ctx, was, thing)
        if key[0] == "flows":
            found += _same_actions(ctx, *ctx.history.latest[key], thing)
    return found


def _fixed(thing: Thing) -> dict[str, Any]:
    """Return what is settled of a thing, as far as it is shown."""
    document = thing.document
    return {name: document[name] for name in FIXED.get(thing.collection, ALWAYS) if name in document}


def _settled(ctx: Context, at_first: Mapping[str, Any], now: Thing) -> Iterator[Violation]:
    for name, was in at_first.items():
        seen = now.document.get(name)
        if was != seen and _plain(was) and _plain(seen) and _plain(was) != _plain(seen):
            yield ctx.found(Kind.ECHO, f"{now.where}.{name}", f"{_short(was)}, as at first", _short(seen))


def _same_actions(ctx: Context, earlier: Thing, by: Observed, now: Thing) -> Iterator[Violation]:
    """The actions of a flow have the ids under which they were shown before, while nobody changes the flow."""
    since = (one for one in ctx.history.since(by) if one.about == now.id and one.deed.verb == "change")
    _, observed = ctx.now
    if observed.deed.verb == "change" or next(since, None) is not None:
        return
    was, seen = (_ids(thing.document.get("actions")) for thing in (earlier, now))
    if was != seen:
        yield ctx.found(Kind.ECHO, f"{now.where}.actions", "the ids of its actions, as before", "others")


def _ids(actions: Any) -> list[Any]:
    return [one.get("id") for one in actions if isinstance(one, dict)] if isinstance(actions, list) else []


def _plain(value: Any) -> Any:
    """Leave out what is empty: an edition may show it or not."""
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items() if member not in ("", None)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return "" if value in (None, NIL_UUID) else value


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(value[name]) for name in ("type", "target") if name in value) or "an object"
    return f"{len(value)} items" if isinstance(value, list) else str(value)
