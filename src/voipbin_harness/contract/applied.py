"""Which parts of a schema speak about which parts of an instance.

The walk follows references and, of the alternatives (``if``, ``oneOf``), the one that the instance takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voipbin_harness.contract.schemas import Location, Schemas

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the instance (``path``, ``value``) and one schema object that holds for it."""

    path: Path
    value: Any
    location: Location
    schema: Mapping[str, Any]


def applied(schemas: Schemas, name: str, instance: Any) -> Iterator[Place]:
    """Yield every place of the instance with every schema object that holds for it, outermost first."""
    return _visit(schemas, Location(name), (), instance)


def _visit(schemas: Schemas, location: Location, path: Path, value: Any) -> Iterator[Place]:
    location, schema = schemas.resolve(location)
    if not isinstance(schema, dict):
        return
    yield Place(path, value, location, schema)
    for further in _same_value(schemas, location, schema, value):
        yield from _visit(schemas, further, path, value)
    if isinstance(value, dict):
        for member, below in _members(location, schema, value):
            yield from _visit(schemas, below, (*path, member), value[member])
    elif isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from _visit(schemas, location.down("items"), (*path, index), item)


def _same_value(schemas: Schemas, location: Location, schema: Mapping[str, Any], value: Any) -> Iterator[Location]:
    for index in range(len(schema.get("allOf", ()))):
        yield location.down("allOf", index)
    if "if" in schema:
        taken = "then" if schemas.validator_at(location.down("if")).is_valid(value) else "else"
        if taken in schema:
            yield location.down(taken)
    if "oneOf" in schema:
        branch = schemas.discriminator(location).branch_of(value)
        if branch is not None:
            yield location.down("oneOf", branch)


def _members(location: Location, schema: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[tuple[str, Location]]:
    declared = schema.get("properties", {})
    for member in value:
        if member in declared:
            yield member, location.down("properties", member)
        elif isinstance(schema.get("additionalProperties"), dict):
            yield member, location.down("additionalProperties")
