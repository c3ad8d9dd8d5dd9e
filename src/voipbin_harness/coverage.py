"""What an exchange covers: operations and statuses, members and values seen, actions posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from voipbin_harness.observed import Observed

Fact = tuple[str, str]

#: The members with a closed set of values, by collection.
CHOICES: dict[str, tuple[str, ...]] = {
    "calls": ("status", "direction", "type", "hangup_by", "hangup_reason"),
    "groupcalls": ("status", "ring_method", "answer_method"),
    "activeflows": ("status", "reference_type"),
}


def covered(observed: Observed, operation: str) -> Iterator[Fact]:
    """Yield the facts of one exchange; ``operation`` is its name in reports."""
    yield "operation", f"{operation} {observed.exchange.status}"
    if not observed.done:
        return
    for thing in observed.things:
        kind = thing.collection.removesuffix("s")
        for member in thing.document:
            yield "member", f"{kind}.{member}"
        for member in CHOICES.get(thing.collection, ()):
            if value := thing.document.get(member):
                yield "value", f"{kind}.{member}={value}"
    for action in action_types(observed.request.get("actions")):
        yield "action", action


def action_types(actions: Any) -> Iterable[str]:
    """Return the types of a list of actions, whatever it is."""
    if not isinstance(actions, list):
        return ()
    return (str(action["type"]) for action in actions if isinstance(action, dict) and "type" in action)
