"""The JSON Schemas of one edition: read once, compiled once, found by name or by location."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jsonschema_rs

from voipbin_harness.violation import HarnessError

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a schema file: the schema's name and the way down from its root."""

    name: str
    pointer: tuple[str | int, ...] = ()

    def down(self, *keys: str | int) -> Location:
        """Return the place ``keys`` further down."""
        return Location(self.name, self.pointer + keys)

    def __str__(self) -> str:
        fragment = "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in self.pointer)
        return f"schemas/{self.name}.json#{fragment}"


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The member whose value says which branch of a ``oneOf`` is meant, and the branch of each value."""

    member: str
    branches: Mapping[Any, int]

    def branch_of(self, value: Any) -> int | None:
        """Return the index of the branch that a value takes, ``None`` where it names no branch."""
        chosen = value.get(self.member) if isinstance(value, dict) else None
        return self.branches.get(chosen) if isinstance(chosen, str) else None


class Schemas(Mapping[str, Schema]):
    """The schemas of a folder by name: the path below the folder, without ``.json`` (``actions/talk``)."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._base = f"https://contracts.invalid/{edition}/schemas/"
        self._documents = {
            path.relative_to(folder).with_suffix("").as_posix(): json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(folder.rglob("*.json"))
        }
        self._compiled: dict[Location, jsonschema_rs.Validator] = {}
        self._validators: dict[str, jsonschema_rs.Validator] = {}
        self._resolved: dict[Location, Location] = {}
        self._located: dict[str, Location] = {}
        self._discriminators: dict[Location, Discriminator] = {}

    def __getitem__(self, name: str) -> Schema:
        document: Schema = self._documents[name]
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def validator(self, name: str) -> jsonschema_rs.Validator:
        """Return the compiled validator of a schema; raises :class:`HarnessError` when there is none so named."""
        found = self._validators.get(name)
        if found is None:
            if name not in self._documents:
                raise HarnessError(f"no schema {name!r} in this edition; there are {', '.join(self._documents)}")
            found = self._validators[name] = self.validator_at(Location(name))
        return found

    def validator_at(self, location: Location) -> jsonschema_rs.Validator:
        """Return the compiled validator of a part of a schema."""
        if location not in self._compiled:
            reference = {"$ref": self._base + str(location).removeprefix("schemas/")}
            self._compiled[location] = jsonschema_rs.Draft202012Validator(
                reference, registry=self._registry, validate_formats=True, offline=True
            )
        return self._compiled[location]

    def resolve(self, location: Location) -> tuple[Location, Any]:
        """Follow the ``$ref`` at a location, and those it leads to; return where that ends and what stands there."""
        if location not in self._resolved:
            self._resolved[location] = self._followed(location)
        found = self._resolved[location]
        return found, self.at(found)

    def _followed(self, location: Location) -> Location:
        schema = self.at(location)
        while isinstance(schema, dict) and "$ref" in schema:
            location = self.located(urljoin(f"{self._base}{location.name}.json", schema["$ref"]))
            schema = self.at(location)
        return location

    def discriminator(self, location: Location) -> Discriminator:
        """Return what tells the branches of the ``oneOf`` at a location apart: the member that each holds constant."""
        if location not in self._discriminators:
            branches: dict[Any, int] = {}
            member = ""
            for index in range(len(self.at(location)["oneOf"])):
                _, branch = self.resolve(location.down("oneOf", index))
                member, rule = next((name, rule) for name, rule in branch["properties"].items() if "const" in rule)
                branches[rule["const"]] = index
            self._discriminators[location] = Discriminator(member, branches)
        return self._discriminators[location]

    def at(self, location: Location) -> Any:
        """Return what stands at a location."""
        found: Any = self._documents[location.name]
        for key in location.pointer:
            found = found[key]
        return found

    def located(self, uri: str) -> Location:
        """Return the location that an absolute URI of this edition means."""
        found = self._located.get(uri)
        if found is None:
            found = self._located[uri] = self._found(uri)
        return found

    def _found(self, uri: str) -> Location:
        name, _, fragment = uri.removeprefix(self._base).partition("#")
        keys: list[str | int] = []
        found: Any = self._documents[name.removesuffix(".json")]
        for raw in fragment.split("/")[1:]:
            text = raw.replace("~1", "/").replace("~0", "~")
            key: str | int = int(text) if isinstance(found, list) else text
            keys.append(key)
            found = found[key]
        return Location(name.removesuffix(".json"), tuple(keys))

    @cached_property
    def generational(self) -> frozenset[str]:
        """The schemas that describe, or lead to one that describes, one generation of several (``x-generation``)."""
        leads = {
            name: {self.located(urljoin(f"{self._base}{name}.json", ref)).name for ref in _references(schema)}
            for name, schema in self._documents.items()
        }
        found = {name for name, schema in self._documents.items() if "x-generation" in schema}
        while more := {name for name, to in leads.items() if name not in found and found & to}:
            found |= more
        return frozenset(found)

    def resources(self) -> list[tuple[str, Schema]]:
        """Return every schema with its URI, for another validator's registry."""
        return [(f"{self._base}{name}.json", schema) for name, schema in self._documents.items()]

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry(self.resources(), draft=jsonschema_rs.Draft202012)


def _references(part: Any) -> Iterator[str]:
    """Yield every ``$ref`` in a part of a schema."""
    for name, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if name == "$ref":
            yield value
        else:
            yield from _references(value)
