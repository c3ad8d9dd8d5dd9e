"""The overlay: generated data dials nobody it may not, and names only what there is.

:func:`pin` narrows the schemas before anything is generated from them, :func:`pinned` the bodies that people wrote:
sources to owned numbers, destinations to allowed callees, wherever they are nested. What is about to be sent is looked
at once more by :mod:`.guard`, however it came about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from voipbin_harness.violation import Unproven
from voipbin_harness.world import World

#: Stand for things that a run only knows when it runs; :mod:`.known` puts the real ones in their place.
FLOW_ID = "f10f10f1-0000-4000-8000-000000000001"
NEW_ID = "0e30e3e3-0000-4000-8000-000000000002"
TARGET_ID = "7a267a26-0000-4000-8000-000000000003"
USERNAME, PASSWORD = "the username of this run", "the password of this run"

_CALLEES = tuple(f"+155501000{which:02}" for which in range(1, 16))
#: The shortest and the longest number of E.164, which nobody has.
_EDGES = ("+1234567", "+123456789012345")
_MEDIA = ("https://media.example/prompt.wav", "https://media.example/music.wav")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What generated data may name: the account's own numbers, who may be rung, what may be fetched.

    ``edges`` are numbers that are rung on a mock alone, to prove that it takes them. ``complete`` data has every
    member that is documented.
    """

    sources: tuple[str, ...]
    callees: tuple[str, ...] = _CALLEES
    edges: tuple[str, ...] = _EDGES
    media: tuple[str, ...] = _MEDIA
    complete: bool = False

    def numbers(self, *, source: bool) -> frozenset[str]:
        """Return the digits of every number that is allowed as a source, or else as a destination."""
        return frozenset(map(digits_of, self.sources if source else (*self.callees, *self.edges)))


def digits_of(text: str) -> str:
    """Return the digits of a text, of any script: what a platform might dial, however it is written."""
    return "".join(filter(str.isdigit, text))


def allowed(world: World, *, to_be_refused: bool = False) -> Allowed:
    """Return what generated data may name on this target.

    Raises :class:`Unproven` on a live target unless the data is ``to_be_refused``: its callees are for scenarios, not
    for thousands of calls; and where nobody may be rung should it be accepted all the same.
    """
    given = world.target.given
    sources = tuple(filter(None, (given.source, given.second_source)))
    if not world.target.live:
        return Allowed(sources)
    if not to_be_refused:
        raise Unproven("valid generated data", "a live target is sent only what it must refuse", "generated_data")
    if not given.callees:
        raise Unproven("invalid generated data", "nobody may be rung if it is accepted", "generated_data")
    return Allowed(sources, given.callees, edges=())


def spare_login(world: World, operation: str) -> None:
    """Raise :class:`Unproven` for signing on to a live target: wrong log-ins, one after the other, may lock it."""
    if world.target.live and operation.endswith("/auth/login"):
        raise Unproven("invalid log-ins", "too many of them might lock the account", "generated_data")


def pin(schema: Any, permitted: Allowed) -> Any:
    """Return a request schema whose members can only name what is permitted, also in nested actions.

    Members that nobody documents are left out: they would be most of what is generated, and two thirds of the time.
    """
    if isinstance(schema, list):
        return [pin(each, permitted) for each in schema]
    if not isinstance(schema, dict):
        return schema
    pinned = {keyword: pin(value, permitted) for keyword, value in schema.items()}
    if isinstance(members := pinned.get("properties"), dict):
        pinned["properties"] = {name: _member(name, rule, permitted) for name, rule in members.items()}
        pinned.setdefault("additionalProperties", False)
        if permitted.complete:
            pinned["required"] = [*members]
    return pinned


def _member(name: str, rule: Any, permitted: Allowed) -> Any:
    found = _pin_of(name)
    return found.rule(rule, permitted) if found else rule


def _address(numbers: tuple[str, ...]) -> dict[str, Any]:
    members = {"type": {"const": "tel"}, "target": {"enum": [*numbers]}}
    return {"type": "object", "required": [*members], "properties": members, "additionalProperties": False}


def _addresses(rule: Any, permitted: Allowed) -> dict[str, Any]:
    fewest = rule.get("minItems", 1 if permitted.complete else 0)
    return {"type": "array", "items": _address(permitted.callees), "minItems": fewest, "maxItems": 3}


def _media_rule(rule: Any, permitted: Allowed) -> dict[str, Any]:
    if isinstance(rule, dict) and rule.get("type") == "array":
        return {**rule, "items": {"enum": [*permitted.media]}}
    return {"enum": [*permitted.media]}


def _text(value: str) -> dict[str, Any]:
    return {"type": "string", "const": value}


def pinned(value: Any, permitted: Allowed) -> Any:
    """Return a request body that was written by hand with the same pins as :func:`pin` puts on a schema."""
    if isinstance(value, list):
        return [pinned(each, permitted) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _pinned_member(name, inner, permitted) for name, inner in value.items()}


def _pinned_member(name: str, value: Any, permitted: Allowed) -> Any:
    found = _pin_of(name)
    return found.value(value, permitted) if found else pinned(value, permitted)


def _to_numbers(value: Any, permitted: Allowed) -> Any:
    if not isinstance(value, list):
        return value
    return [_to_number(each, number) for each, number in zip(value, cycle(permitted.callees), strict=False)]


def _to_media(value: Any, permitted: Allowed) -> Any:
    return [permitted.media[0] for _ in value] if isinstance(value, list) else permitted.media[0]


def _to_number(address: Any, number: str) -> Any:
    """Return an address with a number that may be rung; one of another network becomes one of the telephone's.

    In another network ``target_name`` may be whom to ring, so it goes; beside a number it is a name.
    """
    if not isinstance(address, dict):
        return address
    kept = {name: value for name, value in address.items() if name != "target_name" or address.get("type") == "tel"}
    return {**kept, "type": "tel", "target": number}


@dataclass(frozen=True, slots=True)
class _Pin:
    """What a member is narrowed to, by its name: as a rule of a schema, and as a value."""

    belongs: Callable[[str], bool]
    rule: Callable[[Any, Allowed], Any]
    value: Callable[[Any, Allowed], Any]


_PINS = (
    _Pin("source".__eq__, lambda _, ok: _address(ok.sources), lambda value, ok: _to_number(value, ok.sources[0])),
    _Pin("destination".__eq__, lambda _, ok: _address(ok.callees), lambda value, ok: _to_number(value, ok.callees[0])),
    _Pin("destinations".__eq__, _addresses, _to_numbers),
    _Pin(lambda name: name.endswith("flow_id"), lambda *_: _text(FLOW_ID), lambda *_: FLOW_ID),
    _Pin("id".__eq__, lambda *_: _text(NEW_ID), lambda value, _: value),
    _Pin(lambda name: name.endswith("target_id"), lambda *_: _text(TARGET_ID), lambda value, _: value),
    _Pin(
        "target_ids".__eq__, lambda rule, _: {**rule, "additionalProperties": _text(TARGET_ID)}, lambda value, _: value
    ),
    _Pin(lambda name: "url" in name or "uri" in name, _media_rule, _to_media),
    _Pin("username".__eq__, lambda *_: _text(USERNAME), lambda *_: USERNAME),
    _Pin("password".__eq__, lambda *_: _text(PASSWORD), lambda *_: PASSWORD),
)


def _pin_of(name: str) -> _Pin | None:
    return next((pin for pin in _PINS if pin.belongs(name)), None)
