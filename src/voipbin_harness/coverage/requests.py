"""Rules of requests: which there are, which a request breaks, and which a valid one keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from voipbin_harness.contract import Contract, Problem
from voipbin_harness.contract.inventory import RULES
from voipbin_harness.contract.schemas import Location, Schemas
from voipbin_harness.coverage.dimensions import Fact, remember

K = TypeVar("K")


class Requests:
    """The rules of all requests of a contract."""

    def __init__(self, contract: Contract) -> None:
        self._schemas = contract.schemas
        self._schema_names = {each.request_schema for each in contract.operations.values() if each.request_schema}
        self._inventory = contract.inventory()
        self._tellers = frozenset(_tellers(contract.schemas))
        self._places: dict[Location, Place] = {}

    def universe(self) -> set[str]:
        """Return every rule that a request can break or keep."""
        rules = {rule for name in self._schema_names for rule in self._inventory[name].rules}
        return {short(rule) for rule in rules - self._tellers}

    def keep(self, schema: str, bodies: Sequence[Any], facts: set[Fact]) -> None:
        """Add the rules that valid requests keep, of those that had something to say about one of them."""
        self.place(Location(schema)).keep(bodies, facts)

    def place(self, location: Location) -> Place:
        """Return the rules at a location of the schemas; those that it refers to, where it only does that."""
        location, schema = self._schemas.resolve(location)
        if location not in self._places:
            rules, required = self._stated(location, schema)
            self._places[location] = Place(self, self._schemas, location, rules, required)
        return self._places[location]

    def _stated(self, location: Location, schema: Mapping[str, Any]) -> tuple[set[str], dict[str, str]]:
        """Return the rules of one schema object, those that require a member apart, by the member."""
        keywords = [keyword for keyword in schema if keyword in RULES]
        if schema.get("additionalProperties") is False:
            keywords.append("additionalProperties")
        rules = {str(location.down(keyword)) for keyword in keywords} - self._tellers
        required = {member: str(location.down("required", i)) for i, member in enumerate(schema.get("required", ()))}
        return set(map(short, rules)), {m: short(rule) for m, rule in required.items() if rule not in self._tellers}


class Place:
    """One schema object as a request meets it: its rules, and the places that what the request holds leads to.

    It knows the same as :func:`voipbin_harness.contract.applied.applied`, looked up once: every request is walked.
    """

    def __init__(
        self, requests: Requests, schemas: Schemas, location: Location, rules: set[str], required: dict[str, str]
    ) -> None:
        schema = schemas.at(location)
        self.rules = {("rules-kept", rule) for rule in rules}
        self._required = {member: ("rules-kept", rule) for member, rule in required.items()}
        self._at = requests.place
        self._here = location
        self._declared: Mapping[str, Any] = schema.get("properties", {})
        self._others = isinstance(schema.get("additionalProperties"), dict)
        self._has_items = "items" in schema
        self._all = range(len(schema.get("allOf", ())))
        self._if = schemas.validator_at(location.down("if")) if "if" in schema else None
        self._then_else = {True: "then" in schema, False: "else" in schema}
        self._one_of = schemas.discriminator(location) if "oneOf" in schema else None
        self._alone = not self._all and self._if is None and self._one_of is None
        #: Whether its rules are all that there is to keep, whatever the value.
        self.leaf = self._alone and not (required or self._declared or self._others or self._has_items)
        self._below: dict[tuple[str | int, ...], Place] = {}
        self._known: dict[frozenset[str], Kept] = {}

    def keep(self, values: Sequence[Any], found: set[Fact]) -> None:
        """Add the rules that valid values keep, looked at together."""
        found |= self.rules
        if not self._alone:
            for place, those in self._same(values):
                place.keep(those, found)
        if objects := [each for each in values if isinstance(each, dict)]:
            names = frozenset().union(*objects)
            kept, inner = self._known.get(names) or self._learn(names)
            found |= kept
            for member, below in inner:
                below.keep([each[member] for each in objects if member in each], found)
        if self._has_items and (items := [each for some in values if isinstance(some, list) for each in some]):
            self._down("items").keep(items, found)

    def _learn(self, names: frozenset[str]) -> Kept:
        """Return the rules that are kept with members so named, and where more depends on what the members hold."""
        places = [(name, place) for name in names if (place := self._member(name)) is not None]
        rules = {rule for name, rule in self._required.items() if name in names}
        leaves = rules.union(*(place.rules for _, place in places if place.leaf))
        inner = [(name, place) for name, place in places if not place.leaf]
        return remember(self._known, names, (frozenset(leaves), inner))

    def _same(self, values: Sequence[Any]) -> Iterator[tuple[Place, Sequence[Any]]]:
        """Yield the further places that values are held to, each with those of them that are."""
        for index in self._all:
            yield self._down("allOf", index), values
        if self._if is not None:
            for holds, those in _apart(values, self._if.is_valid):
                if self._then_else[holds]:
                    yield self._down("then" if holds else "else"), those
        if self._one_of is not None:
            for branch, those in _apart(values, self._one_of.branch_of):
                if branch is not None:
                    yield self._down("oneOf", branch), those

    def _member(self, name: str) -> Place | None:
        """Return where a member leads."""
        if name in self._declared:
            return self._down("properties", name)
        return self._down("additionalProperties") if self._others else None

    def _down(self, *keys: str | int) -> Place:
        if keys not in self._below:
            self._below[keys] = self._at(self._here.down(*keys))
        return self._below[keys]


#: The rules that members so named keep, and the places of those whose rules depend on what they hold.
Kept = tuple[frozenset[Fact], Sequence[tuple[str, Place]]]


def _apart(values: Iterable[Any], by: Callable[[Any], K]) -> Iterable[tuple[K, list[Any]]]:
    """Return the values that agree in something, each time with what that is."""
    found: defaultdict[K, list[Any]] = defaultdict(list)
    for value in values:
        found[by(value)].append(value)
    return found.items()


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
            member = schemas.discriminator(Location(name)).member
            for index in range(len(document["oneOf"])):
                branch, schema = schemas.resolve(Location(name, ("oneOf", index)))
                yield str(branch.down("type"))
                yield str(branch.down("required", schema["required"].index(member)))
                yield str(branch.down("properties", member, "const"))
