"""Members and values of answers: what the schemas declare, and which of it a body shows.

Both are named by the thing they belong to (``call.source.target``), so that a call means the same wherever it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voipbin_harness.contract import Contract
from voipbin_harness.contract.inventory import Inventory
from voipbin_harness.coverage.dimensions import Fact, remember

#: Where a body holds things rather than being one.
_HOLDER = re.compile(r"\$(?:\.(result|calls|groupcalls))?\[\*\]")


class Shape:
    """What one place of an answer may hold: members by name, items, and the values of its vocabulary.

    A ``thing`` means the same wherever it stands, so there is one shape of it for all answers.
    """

    __slots__ = ("_told", "facts", "items", "members", "thing", "values")

    def __init__(self, *, thing: bool = False) -> None:
        self.thing = thing
        self.facts: dict[str, Fact] = {}
        self.members: dict[str, Shape] = {}
        self.items: Shape | None = None
        self.values: dict[str, Fact] = {}
        self._told: dict[frozenset[str], Told] = {}

    def below(self, step: str) -> Shape:
        """Return the place one step down, made when it is new."""
        if step == "[*]":
            self.items = self.items or Shape()
            return self.items
        return self.members.setdefault(step, Shape())

    def all_facts(self) -> Iterator[Fact]:
        """Yield everything that an answer of this shape can show."""
        yield from self.facts.values()
        yield from self.values.values()
        for place in (*self.members.values(), *filter(None, [self.items])):
            yield from place.all_facts()

    def tell(self, found: Sequence[Any], facts: set[Fact], things: defaultdict[Shape, list[Any]]) -> None:
        """Add what all the values show that were found at this place; the things among them are left for later."""
        if (self.facts or self.members) and (objects := [each for each in found if isinstance(each, dict)]):
            names = frozenset().union(*objects)
            shown, words, inner = self._told.get(names) or self._learn(names)
            facts |= shown
            for name, values in words:
                said = {word for each in objects if isinstance(word := each.get(name), str)}
                facts.update([values[word] for word in said if word in values])
            for name, place in inner:
                place.tell([each.get(name) for each in objects], facts, things)
        if self.values:
            facts.update([self.values[word] for word in found if isinstance(word, str) and word in self.values])
        if self.items:
            items = [each for inner in found if isinstance(inner, list) for each in inner]
            if self.items.thing:
                things[self.items] += items
            elif items:
                self.items.tell(items, facts, things)

    def _learn(self, names: frozenset[str]) -> Told:
        """Return what names of members tell; few sets of them come up."""
        shown = frozenset(fact for name, fact in self.facts.items() if name in names)
        there = [(name, place) for name, place in self.members.items() if name in names]
        words = [(name, place.values) for name, place in there if place.values]
        inner = [(name, place) for name, place in there if place.facts or place.members or place.items]
        return remember(self._told, names, (shown, words, inner))


#: What names of members tell by themselves, the vocabularies of some, and the places below others.
Told = tuple[frozenset[Fact], Sequence[tuple[str, Mapping[str, Fact]]], Sequence[tuple[str, Shape]]]


class Answers:
    """The shapes of all answers of a contract."""

    def __init__(self, contract: Contract) -> None:
        names = {name for operation in contract.operations.values() for name in operation.response_schemas.values()}
        self._things: defaultdict[str, Shape] = defaultdict(lambda: Shape(thing=True))
        self._roots = {name: self._root(name, contract.inventory()[name]) for name in sorted(names)}

    def universe(self) -> Iterator[Fact]:
        """Yield every member and value that an answer can have."""
        for shape in self._roots.values():
            yield from shape.all_facts()

    def show(self, bodies: Mapping[str, Sequence[Any]], facts: set[Fact]) -> None:
        """Add what all bodies, by their schemas, show to ``facts``."""
        things: defaultdict[Shape, list[Any]] = defaultdict(list)
        for schema, found in bodies.items():
            root = self._roots[schema]
            if root.thing:
                things[root] += found
            else:
                root.tell(found, facts, things)
        for thing, found in things.items():  # none stands in another
            thing.tell(found, facts, things)

    def _root(self, schema: str, inventory: Inventory) -> Shape:
        holds = any(map(_HOLDER.match, inventory.members))
        root = Shape() if holds else self._things[_thing(schema)]
        for path in sorted(inventory.members):
            holder, _, member = path.rpartition(".")
            if ".*" not in path:  # the members of a map have no names of their own
                self._at(root, schema, holder).facts[member] = ("members", _named(schema, path))
        for path, values in inventory.values.items():
            name = _named(schema, path)
            # An empty text stands for "no value", and a time for "not yet": neither is a word of a vocabulary.
            words = (value for value in values if value and not value[0].isdigit())
            self._at(root, schema, path).values.update((word, ("values", f"{name} = {word}")) for word in words)
        return root

    def _at(self, root: Shape, schema: str, path: str) -> Shape:
        place = root
        if held := _HOLDER.match(path):
            if held[1]:
                place = place.below(held[1])
            place.items = place = self._things[_held(schema, held[1])]
            path = path[held.end() :]
        for step in re.findall(r"\[\*\]|[^.\[$]+", path):
            place = place.below(step)
        return place


def _named(schema: str, path: str) -> str:
    """Return a path as a member of the thing it belongs to."""
    if held := _HOLDER.match(path):
        return _held(schema, held[1]) + path[held.end() :]
    return _thing(schema) + path.removeprefix("$")


def _thing(schema: str) -> str:
    return schema.partition("/")[0].removesuffix("s") if schema.startswith("errors/") else schema


def _held(schema: str, member: str | None) -> str:
    return schema.removesuffix("_page") if member == "result" else (member or schema).removesuffix("s")
