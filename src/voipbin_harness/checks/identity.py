"""Identity: who is called by whom, when it began and under which id never changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.history import Seen
from voipbin_harness.observed import NIL_UUID, Thing
from voipbin_harness.violation import Kind, Violation

#: What is settled when a thing is created, by collection; ``tm_create`` in all of them.
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
)
def identity(ctx: Context) -> Iterator[Violation]:
    """An answer about an id is about that id; a created thing is new; what is settled stays."""
    _, observed = ctx.now
    if observed.about and observed.deed.verb in ("read", "change", "delete", "act"):
        for thing in observed.things:
            if thing.collection == observed.deed.collection and thing.id != observed.about:
                yield ctx.found(Kind.ECHO, f"{thing.where}.id", "the id that was asked for", "another")
    for thing in observed.things:
        earlier = ctx.history.things.get((thing.collection, thing.id))
        if earlier and observed.deed.verb == "create" and thing.collection == observed.deed.collection:
            yield ctx.found(
                Kind.LIFECYCLE, f"{thing.where}.id", "an id of its own for what is created", "one seen before"
            )
        elif earlier:
            yield from _settled(ctx, earlier[0].thing, thing)
            if thing.collection == "flows":
                yield from _same_actions(ctx, earlier[-1], thing)


def _settled(ctx: Context, first: Thing, now: Thing) -> Iterator[Violation]:
    for name in ("id", "tm_create", *FIXED.get(now.collection, ())):
        was, seen = first.document.get(name), now.document.get(name)
        if was != seen and _plain(was) and _plain(seen) and _plain(was) != _plain(seen):
            yield ctx.found(Kind.ECHO, f"{now.where}.{name}", f"{_short(was)}, as at first", _short(seen))


def _same_actions(ctx: Context, earlier: Seen, now: Thing) -> Iterator[Violation]:
    """The actions of a flow have the ids under which they were shown before, while nobody changes the flow."""
    since = (one for one in ctx.history.since(earlier.by) if one.about == now.id and one.deed.verb == "change")
    _, observed = ctx.now
    if observed.deed.verb == "change" or next(since, None) is not None:
        return
    was, seen = (_ids(thing.document.get("actions")) for thing in (earlier.thing, now))
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
