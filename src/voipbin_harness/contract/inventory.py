"""What a schema declares: its members, their allowed values and its rules. For measuring what was seen and tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from voipbin_harness.contract.schemas import Location, Schemas

RULES = frozenset(
    {
        "type", "enum", "const", "not", "pattern", "format", "minLength", "maxLength", "minimum", "maximum",
        "minItems", "maxItems", "maxProperties", "anyOf", "oneOf",
    }
)  # fmt: skip


@dataclass(slots=True)
class Inventory:
    """What one schema declares, by JSONPath with ``[*]`` for any item and ``.*`` for any member of a map.

    ``members`` are the paths of all declared members (``$.result[*].hangup_by``), ``values`` the allowed values of
    those that have an enumeration, ``rules`` the places of all rules in the schemas.
    """

    members: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)


def inventory_of(schemas: Schemas, name: str) -> Inventory:
    """Return what a schema declares, in itself and in all that it refers to.

    A schema inside itself (an action whose option holds actions) is not entered again.
    """
    found = Inventory()
    _collect(schemas, Location(name), "$", (), found)
    return found


def paths_in(instance: Any, path: str = "$") -> Iterator[tuple[str, Any]]:
    """Yield every member of an instance as an inventory writes it, with its value."""
    if isinstance(instance, Mapping):
        for member, value in instance.items():
            yield f"{path}.{member}", value
            yield from paths_in(value, f"{path}.{member}")
    elif isinstance(instance, list):
        for item in instance:
            yield from paths_in(item, f"{path}[*]")


def _collect(schemas: Schemas, location: Location, path: str, above: tuple[Location, ...], found: Inventory) -> None:
    location, schema = schemas.resolve(location)
    if not isinstance(schema, dict) or location in above:
        return
    _collect_rules(location, schema, found)
    texts = [value for value in (*schema.get("enum", ()), schema.get("const")) if isinstance(value, str)]
    if texts:
        found.values.setdefault(path, set()).update(texts)
    found.members.update(f"{path}.{member}" for member in schema.get("properties", ()))
    for further, below in _further(location, schema, path):
        _collect(schemas, further, below, (*above, location), found)


def _further(location: Location, schema: Mapping[str, Any], path: str) -> Iterator[tuple[Location, str]]:
    for member in schema.get("properties", ()):
        yield location.down("properties", member), f"{path}.{member}"
    if "items" in schema:
        yield location.down("items"), f"{path}[*]"
    if isinstance(schema.get("additionalProperties"), dict):
        yield location.down("additionalProperties"), f"{path}.*"
    for keyword in ("then", "else"):
        if keyword in schema:
            yield location.down(keyword), path
    for keyword in ("allOf", "oneOf"):
        for index in range(len(schema.get(keyword, ()))):
            yield location.down(keyword, index), path


def _collect_rules(location: Location, schema: Mapping[str, Any], found: Inventory) -> None:
    found.rules.update(str(location.down(keyword)) for keyword in schema if keyword in RULES)
    found.rules.update(str(location.down("required", index)) for index in range(len(schema.get("required", ()))))
    if schema.get("additionalProperties") is False:
        found.rules.add(str(location.down("additionalProperties")))
