"""Identity: who is called by whom, when it began and under which id never changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed, Thing, asked_for
from voipbin_harness.views import NIL_UUID
from voipbin_harness.violation import Kind, Violation

#: What is settled when a thing is created: always, and by collection.
ALWAYS = ("id", "tm_create")
FIXED: dict[str, tuple[str, ...]] = {
    "calls": ("source", "destination", "flow_id", "direction", "type", "customer_id", "user_id", "groupcall_id"),
    "groupcalls": ("source", "destinations", "ring_method", "answer_method", "customer_id"),
    "flows": ("customer_id",),
    "numbers": ("number", "customer_id"),
    "activeflows": ("flow_id", "reference_type", "reference_id", "customer_id"),
    "accesskeys": ("customer_id", "token_prefix"),
}


@check(
    "identity",
    Kind.ECHO,
    Kind.LIFECYCLE,
    source="[T] samples; [C] ids; FACTS A call: set once and never changes",
    on=success,
    ordered=True,
)
def identity(ctx: Context) -> Iterator[Violation]:
    """An answer about an id is about that id; a created thing is new; what is settled stays."""
    _, observed = ctx.now
    collection, creates = observed.deed.collection, observed.deed.verb == "create"
    asked = (collection, observed.about) if observed.about else None
    for thing in observed.things:
        key = thing.key
        if asked and key != asked and key[0] == collection:
            yield ctx.found(Kind.ECHO, f"{thing.where}.id", "the id that was asked for", "another")
        was = ctx.history.settled.get(key) or _at_first(ctx, thing)
        if was is None:
            continue
        if creates and key[0] == collection:
            if not (key in ctx.history.deleted and asked_for(observed, thing)):
                expected = "an id of its own for what is created"
                yield ctx.found(Kind.LIFECYCLE, f"{thing.where}.id", expected, "one seen before")
            continue
        if was != _of(thing):
            yield from _settled(ctx, was, thing)
        if key[0] == "flows":
            yield from _same_actions(ctx, *ctx.history.latest[key], thing)


def _at_first(ctx: Context, thing: Thing) -> list[Any] | None:
    """Return what is settled of a thing, as it was first shown; ``None`` where it was not shown yet."""
    first = ctx.history.first.get(thing.key)
    if first is None:
        return None
    found = ctx.history.settled[thing.key] = _of(first)
    return found


def _names(thing: Thing) -> tuple[str, ...]:
    return (*ALWAYS, *FIXED.get(thing.collection, ()))


def _of(thing: Thing) -> list[Any]:
    """Return what is settled of a thing, as it is shown."""
    return [*map(thing.document.get, _names(thing))]


def _settled(ctx: Context, at_first: list[Any], now: Thing) -> Iterator[Violation]:
    for name, was, seen in zip(_names(now), at_first, _of(now), strict=True):
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
