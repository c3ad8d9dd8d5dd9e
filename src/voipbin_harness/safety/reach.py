"""Whom and what a request would reach: read from its body as a careless platform might read it.

The platform is written in Go, whose JSON decoder takes ``Destinations`` for ``destinations``, stops after the first
value and may see a repeated member where Python sees the last. So member names count whatever their case, every
occurrence counts, and what follows the first value is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voipbin_harness.views import NIL_UUID

#: Actions that neither ring, cost nor leave the platform. ``connect`` rings its destinations, which are looked at.
HARMLESS = frozenset(
    {
        "amd", "answer", "beep", "branch", "condition_call_digits", "condition_call_status", "condition_datetime",
        "condition_variable", "connect", "digits_receive", "digits_send", "dtmf_send", "echo", "fetch_flow", "goto",
        "hangup", "mute", "play", "sleep", "stop", "talk", "variable_set",
    }
)  # fmt: skip
#: Actions of [C] that may cost, ring somebody or send something out: refused unless the profile names them.
COSTLY = frozenset(
    {
        "ai_summary", "ai_talk", "call", "confbridge_join", "conference_join", "conversation_send", "email_send",
        "external_media_start", "external_media_stop", "fetch", "message_send", "queue_join", "recording_start",
        "recording_stop", "stream_echo", "transcribe_recording", "transcribe_start", "transcribe_stop", "webhook_send",
    }
)  # fmt: skip
_FLOW_IDS = frozenset({"flow_id", "call_flow_id", "message_flow_id", "on_end_flow_id"})
_MOST_TURNS = 1000


@dataclass(frozen=True, slots=True)
class Pairs:
    """An object of a body: all its members, in order, repeated ones too, names in lower case."""

    members: tuple[tuple[str, Any], ...]

    def all(self, name: str) -> Iterator[Any]:
        """Yield every value that a name has."""
        return (value for key, value in self.members if key == name)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a body names: ``destinations`` are texts that may be dialled, each as often as ``turns`` says at its place,
    ``flows`` ids whose actions would run in each of the ``calls`` that it makes itself, and are not looked into here.
    """

    destinations: tuple[str, ...] = ()
    actions: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    turns: tuple[int, ...] = ()
    calls: int = 0

    @property
    def legs(self) -> int:
        """How many calls that comes to at worst."""
        return sum(self.turns)

    def legs_to(self, numbers: Collection[str]) -> int:
        """How many of them ring one of ``numbers``."""
        return sum(turns for target, turns in zip(self.destinations, self.turns, strict=True) if target in numbers)


def reach_of(body: bytes) -> Reach:
    """Return what a request's body would reach; one that nobody can read reaches nothing."""
    document = _parsed(body)
    if document is None:
        return Reach()
    values = list(_objects(document))
    calls = len([*_destinations(document)]) if isinstance(document, Pairs) else 0
    # Whom the request itself names is rung once; whom its actions name, in each call and each turn of a loop.
    often = _turns(values) * max(1, calls)
    dialled = [(text, 1 if found is document else often) for found in values for text in _destinations(found)]
    actions = frozenset(kind for found in values for kind in _action_types(found))
    if any(value for found in values for value in found.all("webhook_uri")):
        actions |= {"webhook_send"}
    flows = frozenset(
        value
        for found in values
        for key, value in found.members
        if key in _FLOW_IDS and isinstance(value, str) and value not in ("", NIL_UUID)
    )
    return Reach(tuple(text for text, _ in dialled), actions, flows, tuple(turns for _, turns in dialled), calls)


def _parsed(body: bytes) -> Any:
    try:
        text = body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        value, _ = json.JSONDecoder(object_pairs_hook=_pairs).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def _pairs(members: list[tuple[str, Any]]) -> Pairs:
    return Pairs(tuple((name.lower(), value) for name, value in members))


def _objects(document: Any) -> Iterator[Pairs]:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Pairs):
            yield value
            waiting += [inner for _, inner in value.members]
        elif isinstance(value, list):
            waiting += value


def _destinations(found: Pairs) -> Iterator[str]:
    for name in ("destination", "destinations"):
        for value in found.all(name):
            for address in value if isinstance(value, list) else [value]:
                yield from _dialled(address)


def _dialled(address: Any) -> Iterator[str]:
    """Yield every text of an address that somebody might dial."""
    if not isinstance(address, Pairs):
        if address is not None and not isinstance(address, list):
            yield str(address)
        return
    names = ("target", "target_name") if "extension" in address.all("type") else ("target",)
    for name in names:
        for target in address.all(name):
            if target not in (None, ""):
                yield str(target)


def _action_types(found: Pairs) -> Iterator[str]:
    for value in found.all("actions"):
        for action in value if isinstance(value, list) else []:
            if isinstance(action, Pairs):
                yield from (kind for kind in action.all("type") if isinstance(kind, str))


def _turns(values: list[Pairs]) -> int:
    """Return how often an action may run at worst: every ``goto`` multiplies what it jumps over."""
    turns = 1
    for found in values:
        for count in found.all("loop_count"):
            if isinstance(count, int) and count > 0:
                turns = min(_MOST_TURNS, turns * (count + 1))
    return turns


def targets_in(addresses: Any) -> tuple[str, ...]:
    """Return the targets of a list of addresses as an answer shows them, sorted."""
    found = addresses if isinstance(addresses, list) else [addresses]
    return tuple(sorted(str(one.get("target", "")) for one in found if isinstance(one, Mapping)))
