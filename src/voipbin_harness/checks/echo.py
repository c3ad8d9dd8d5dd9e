"""Echo: what was posted is what is answered, and what is read back for as long as nobody changes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.history import KEPT
from voipbin_harness.observed import Observed, Sighting, Thing
from voipbin_harness.views import NIL_UUID
from voipbin_harness.violation import Kind, Violation

#: The documented members inside what is kept. What else a request holds may be ignored, so it is not compared.
DOCUMENTED = frozenset(
    """id type option text language stream_urls source destinations dtmfs digits duration interval length key
    default_target_id target_ids target_id loop_count target target_name name detail variable early_media relay_reason
    reason reference_id value flow_id""".split()  # noqa: SIM905
)
#: The members of an address of a call of the generation 2021.
ADDRESS_2021 = frozenset({"type", "target", "name"})
#: What is read back for as long as it is not deleted.
LASTING = frozenset({"calls", "groupcalls", "flows", "numbers"})


@check(
    "echo",
    Kind.ECHO,
    source="[T] samples of requests with their answers; [C] request bodies; issue 3, echo",
    on=lambda of: (
        of.status == 404
        or of.deed.verb == "login"
        or (success(of) and (of.deed.verb == "create" or of.deed.collection in KEPT))
    ),
    ordered=True,
)
def echo(ctx: Context) -> Iterator[Violation]:
    """Created and changed things show what was asked for, in the answer and ever after.

    The tutorial's sample of a groupcall answers with another source than was posted; that is read as a slip of the
    sample, so a groupcall's source is compared too [D].
    """
    _, observed = ctx.now
    if observed.deed.verb == "create" and observed.deed.collection == "calls":
        yield from _created_calls(ctx, observed)
    for thing in observed.things:
        if thing.collection in KEPT:
            yield from _kept(ctx, observed, thing)
    if observed.deed.verb == "login" and observed.done and isinstance(observed.body, dict):
        posted, shown = observed.request.get("username"), observed.body.get("username")
        if isinstance(shown, str) and shown != posted:
            yield ctx.found(Kind.ECHO, "$.username", "the user who signed on", "another")
    yield from _there(ctx, observed)


def _created_calls(ctx: Context, observed: Observed) -> Iterator[Violation]:
    request = observed.request
    wanted = [one for one in _objects(request.get("destinations")) if isinstance(one.get("target"), str)]
    for sighting in observed.calls:
        yield from _source(ctx, request.get("source"), sighting)
        destination = sighting.call.raw.get("destination")
        shown = next((one for one in wanted if not list(differences(_shown_of(one, sighting), destination, ""))), None)
        if shown is not None:
            wanted.remove(shown)
        elif request.get("destinations"):
            seen = sighting.call.destination.target or "nothing"
            yield ctx.found(Kind.ECHO, f"{sighting.where}.destination", "a destination that was asked for", seen)
        yield from _flow_id(ctx, request.get("flow_id"), sighting)


def _source(ctx: Context, posted: Any, sighting: Sighting) -> Iterator[Violation]:
    """What becomes of a source that the account does not own is not documented everywhere: trust our own world."""
    account = sighting.exchange.account or ""
    target = posted.get("target") if isinstance(posted, dict) else None
    if ctx.live and target not in ctx.history.numbers.get(account, ()):
        return
    for where, was, now in differences(_shown_of(posted, sighting), sighting.call.raw.get("source"), "source"):
        yield ctx.found(Kind.ECHO, f"{sighting.where}.{where}", was, now)


def _shown_of(posted: Any, sighting: Sighting) -> Any:
    """Return what a call shows of an address that was posted: in 2021 a call has no room for all of it."""
    if sighting.call.generation != "2021" or not isinstance(posted, dict):
        return posted
    return {name: value for name, value in posted.items() if name in ADDRESS_2021}


def _flow_id(ctx: Context, posted: Any, sighting: Sighting) -> Iterator[Violation]:
    shown = sighting.call.flow_id.lower()
    if not shown:
        yield ctx.found(Kind.ECHO, f"{sighting.where}.flow_id", "the flow that the call runs", "none")
    elif isinstance(posted, str) and posted not in ("", NIL_UUID) and posted.lower() != shown:
        yield ctx.found(Kind.ECHO, f"{sighting.where}.flow_id", "the flow that was asked for", "another")


def _kept(ctx: Context, observed: Observed, thing: Thing) -> Iterator[Violation]:
    key = (thing.collection, thing.id)
    written = dict(ctx.history.written.get(key, {}))
    target = thing.id == observed.about or observed.deed.verb == "create"
    if target and observed.deed.verb in ("create", "change") and observed.deed.collection == thing.collection:
        written.update((name, observed.request[name]) for name in KEPT[thing.collection] if name in observed.request)
    for name, value in written.items():
        for where, was, now in differences(value, thing.document.get(name), name):
            yield ctx.found(Kind.ECHO, f"{thing.where}.{where}", f"{was}, as it was written", now)


def _there(ctx: Context, observed: Observed) -> Iterator[Violation]:
    """What this account was shown before, and nobody deleted, is still there."""
    exchange, collection = observed.exchange, observed.deed.collection
    key = (collection, observed.about)
    if observed.deed.verb != "read" or exchange.status != 404 or collection not in LASTING:
        return
    if key in ctx.history.deleted or ctx.history.owner(*key) != exchange.account or exchange.account is None:
        return
    yield ctx.found(Kind.ECHO, "status", "200, for it was created and not deleted", "404")


def differences(posted: Any, shown: Any, where: str) -> Iterator[tuple[str, str, str]]:
    """Yield ``(where, what was posted, what is shown)`` for each part of ``posted`` that is not shown as it was.

    Empty and absent are the same; members that the platform adds or fills in are no difference.
    """
    if posted == shown:
        return
    if isinstance(posted, dict):
        if isinstance(shown, dict):
            yield from _members(posted, shown, where)
        elif posted:
            yield where, "an object", _short(shown)
    elif isinstance(posted, list):
        items = shown if isinstance(shown, list) else []
        if len(items) != len(posted):
            yield where, f"{len(posted)} items", f"{len(items)} items"
            return
        for index, (value, item) in enumerate(zip(posted, items, strict=True)):
            if value != item:
                yield from differences(value, item, f"{where}[{index}]")
    elif _changed(posted, shown, where):
        yield where, _short(posted), _short(shown)


def _members(posted: dict[str, Any], shown: dict[str, Any], where: str) -> Iterator[tuple[str, str, str]]:
    in_map = where.endswith("target_ids")
    for name, value in posted.items():
        if (in_map or name in DOCUMENTED) and value != (now := shown.get(name)):
            yield from differences(value, now, f"{where}.{name}".lstrip("."))


def _changed(posted: Any, shown: Any, where: str) -> bool:
    if _empty(posted):
        return ".option." in where and _says_no(posted) and not _empty(shown)
    return not _equal(posted, shown)


def _equal(posted: Any, shown: Any) -> bool:
    if isinstance(posted, str) and isinstance(shown, str) and len(posted) == len(NIL_UUID):
        return posted == shown or posted.lower() == shown.lower()
    return bool(posted == shown)


def _says_no(value: Any) -> bool:
    """Whether a value says no or none by itself, so that no platform has to fill it in."""
    return value is False or (value == 0 and isinstance(value, int | float))


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", 0, NIL_UUID)


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"{len(value)} items" if isinstance(value, list) else "an object"
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
