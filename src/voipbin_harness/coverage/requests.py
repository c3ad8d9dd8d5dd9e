"""Rules of requests: which there are, which a request breaks, and which a valid one keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.contract import Contract, Problem
from voipbin_harness.contract.applied import applied, discriminator
from voipbin_harness.contract.inventory import RULES
from voipbin_harness.contract.schemas import Location, Schemas


class Requests:
    """The rules of all requests of a contract."""

    def __init__(self, contract: Contract) -> None:
        self._schemas = contract.schemas
        self._schema_names = {each.request_schema for each in contract.operations.values() if each.request_schema}
        self._inventory = contract.inventory()
        self._tellers = frozenset(_tellers(contract.schemas))
        self._stated: dict[Location, list[tuple[str, str | None]]] = {}

    def universe(self) -> set[str]:
        """Return every rule that a request can break or keep."""
        rules = {rule for name in self._schema_names for rule in self._inventory[name].rules}
        return {short(rule) for rule in rules - self._tellers}

    def kept(self, schema: str, body: Any) -> Iterator[str]:
        """Yield the rules that a valid request keeps, of those that had something to say about it."""
        for place in applied(self._schemas, schema, body):
            members = place.value if isinstance(place.value, dict) else {}
            yield from (rule for rule, member in self._rules_at(place.location) if member is None or member in members)

    def _rules_at(self, location: Location) -> list[tuple[str, str | None]]:
        """Return the rules of one schema object; one that requires a member comes with the member."""
        if location not in self._stated:
            schema = self._schemas.at(location)
            found: list[tuple[str, str | None]] = [(str(location.down(each)), None) for each in schema if each in RULES]
            required = enumerate(schema.get("required", ()))
            found += [(str(location.down("required", index)), member) for index, member in required]
            if schema.get("additionalProperties") is False:
                found.append((str(location.down("additionalProperties")), None))
            self._stated[location] = [(short(rule), member) for rule, member in found if rule not in self._tellers]
        return self._stated[location]


def broken(problems: list[Problem]) -> Iterator[str]:
    """Yield the rules that a request breaks, if it is wrong at one place: else nobody knows why it was refused."""
    if len({problem.path for problem in problems}) == 1:
        yield from (short(problem.rule) for problem in problems)


def short(rule: str) -> str:
    """Return the place of a rule without what all have in common."""
    return rule.removeprefix("schemas/").removeprefix("requests/").replace(".json#", ":")


def _tellers(schemas: Schemas) -> Iterator[str]:
    """Yield what tells the branches of a ``oneOf`` apart: a request that breaks it has only chosen another branch."""
    for name, document in schemas.items():
        if "oneOf" in document:
            member = discriminator(schemas, Location(name)).member
            for index in range(len(document["oneOf"])):
                branch, schema = schemas.resolve(Location(name, ("oneOf", index)))
                yield str(branch.down("type"))
                yield str(branch.down("required", schema["required"].index(member)))
                yield str(branch.down("properties", member, "const"))
