"""The changes that break a rule, and those that reach its edge, one function a keyword."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from voipbin_harness.contract.applied import Path, Place
from voipbin_harness.contract.schemas import Location

#: In place of a value: the member is left out.
DROP: Final = object()

_OTHER_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (None, 7, ["text"]),
    "integer": (None, "7", 0.5),
    "boolean": (None, "true", 1),
    "object": (None, [], "text"),
    "array": (None, {}, "text"),
}
_NOT_IN_ENUM = ("no-such-value", -7)
_UNDECLARED = "undeclared_member"


@dataclass(frozen=True, slots=True)
class Change:
    """One value of an instance replaced, added or (``DROP``) left out."""

    path: Path
    value: Any
    description: str


def breaking(place: Place, siblings: Iterable[Any]) -> Iterator[tuple[Location, list[Change]]]:
    """Yield each rule that the schema of a place states, with changes that break it there."""
    for keyword, rule in place.schema.items():
        if keyword in _BREAK:
            changes = [Change(place.path, *made) for made in _BREAK[keyword](rule, place.value)]
            yield place.location.down(keyword), changes
    if "const" in place.schema:
        yield place.location.down("const"), _other_than(place, siblings)
    if isinstance(place.value, dict):
        yield from _break_object(place, place.value)


def _other_than(place: Place, siblings: Iterable[Any]) -> list[Change]:
    constant = place.schema["const"]
    values = [*(value for value in siblings if type(value) is type(constant)), "remote", "normal", "no-such-value"]
    return [
        Change(place.path, value, f"{value!r} where it is always {constant!r}") for value in values if value != constant
    ]


def _break_object(place: Place, value: dict[str, Any]) -> Iterator[tuple[Location, list[Change]]]:
    for index, member in enumerate(place.schema.get("required", ())):
        drop = Change((*place.path, member), DROP, f"{member} left out")
        yield place.location.down("required", index), [drop]
    if place.schema.get("additionalProperties") is False:
        extra = Change((*place.path, _UNDECLARED), 1, "a member that is not declared")
        yield place.location.down("additionalProperties"), [extra]
    for member in place.schema.get("not", {}).get("required", ()):
        lent = [Change((*place.path, member), each, f"{member} where it must be absent") for each in value.values()]
        yield place.location.down("not"), lent
    if "anyOf" in place.schema:
        named = {member for branch in place.schema["anyOf"] for member in branch["required"]}
        rest = {member: each for member, each in value.items() if member not in named}
        yield place.location.down("anyOf"), [Change(place.path, rest, "neither " + " nor ".join(sorted(named)))]
    if "oneOf" in place.schema:
        yield place.location.down("oneOf"), list(_no_branch(place, value))


def _no_branch(place: Place, value: dict[str, Any]) -> Iterator[Change]:
    path = (*place.path, "type")
    yield Change(path, "no_such_type", "a type that is none")
    yield Change(path, str(value["type"]).upper(), "a type in capitals")
    yield Change(path, None, "null as the type")
    yield Change(path, DROP, "type left out")


def _break_type(rule: Any, _: Any) -> Iterator[tuple[Any, str]]:
    allowed = [rule] if isinstance(rule, str) else rule
    for value in _OTHER_TYPES[allowed[0]]:
        if not (value is None and "null" in allowed):
            yield value, f"{value!r} where it is {' or '.join(allowed)}"


def _break_enum(rule: Any, value: Any) -> Iterator[tuple[Any, str]]:
    for other in (*_NOT_IN_ENUM, str(value).upper()):
        if other not in rule and isinstance(other, type(rule[0])):
            yield other, f"{other!r}, which is none of the values"


def _break_not(rule: Any, _: Any) -> Iterator[tuple[Any, str]]:
    if "const" in rule:
        yield rule["const"], f"{rule['const']!r}, which is excluded"


def _break_pattern(rule: str, value: Any) -> Iterator[tuple[Any, str]]:
    text = str(value)
    middle = len(text) // 2
    variants = ("", text[1:], text + "x", " " + text, f"{text[:middle]}-{text[middle:]}", text[:-1], "no match")
    for variant in dict.fromkeys(variants):
        if not re.search(rule, variant):
            yield variant, f"{variant!r}, which is not of the form"


def _break_format(rule: str, value: Any) -> Iterator[tuple[Any, str]]:
    for variant in (f"no {rule}", str(value)[:-1], f"{value}0"):
        yield variant, f"{variant!r}, which is no {rule}"


def _break_min_length(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield str(value)[: rule - 1], f"a text shorter than {rule}"


def _break_max_length(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield (str(value) or "1") * (rule + 1), f"a text longer than {rule}"


def _break_minimum(rule: Any, _: Any) -> Iterator[tuple[Any, str]]:
    yield rule - 1, f"{rule - 1}, below the least"


def _break_maximum(rule: Any, _: Any) -> Iterator[tuple[Any, str]]:
    yield rule + 1, f"{rule + 1}, above the most"


def _break_min_items(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield value[: rule - 1], f"fewer than {rule} items"


def _break_max_properties(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield {**value, **{f"more_{n}": "x" for n in range(rule + 1)}}, f"more than {rule} members"


_BREAK: dict[str, Callable[[Any, Any], Iterator[tuple[Any, str]]]] = {
    "type": _break_type,
    "enum": _break_enum,
    "not": _break_not,
    "pattern": _break_pattern,
    "format": _break_format,
    "minLength": _break_min_length,
    "maxLength": _break_max_length,
    "minimum": _break_minimum,
    "maximum": _break_maximum,
    "minItems": _break_min_items,
    "maxProperties": _break_max_properties,
}


def edging(place: Place) -> Iterator[tuple[Location, Change]]:
    """Yield each rule that the schema of a place states, with the changes that just keep it."""
    for keyword, rule in place.schema.items():
        if keyword in _EDGE:
            for value, description in _EDGE[keyword](rule, place.value):
                if value != place.value:
                    yield place.location.down(keyword), Change(place.path, value, description)
    for index, member in enumerate(place.schema.get("x-optional", ())):
        if isinstance(place.value, dict) and member in place.value:
            drop = Change((*place.path, member), DROP, f"without {member}, which is optional")
            yield place.location.down("x-optional", index), drop


def _edge_values(rule: Any, _: Any) -> Iterator[tuple[Any, str]]:
    for value in rule:
        yield value, f"{value!r}, which is allowed"


def _edge_bound(rule: Any, _: Any) -> Iterator[tuple[Any, str]]:
    yield rule, f"{rule}, the bound itself"


def _edge_min_items(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield value[:rule], f"{rule} items, the fewest"


def _edge_min_length(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield str(value)[:rule], f"a text of {rule}, the shortest"


def _edge_max_length(rule: int, value: Any) -> Iterator[tuple[Any, str]]:
    yield ((str(value) or "1") * rule)[:rule], f"a text of {rule}, the longest"


_EDGE: dict[str, Callable[[Any, Any], Iterator[tuple[Any, str]]]] = {
    "enum": _edge_values,
    "examples": _edge_values,
    "minimum": _edge_bound,
    "maximum": _edge_bound,
    "minItems": _edge_min_items,
    "minLength": _edge_min_length,
    "maxLength": _edge_max_length,
}
