"""Members and values of answers: what the schemas declare, and which of it a body shows.

Both are named by the thing they belong to (``call.source.target``), so that a call means the same wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any

from voipbin_harness.contract import Contract
from voipbin_harness.coverage.dimensions import Fact

#: So many kinds of objects are remembered at one place of an answer.
_MOST_KINDS = 1000
#: Where a body holds things rather than being one.
_HOLDER = re.compile(r"\$(?:\.(result|calls|groupcalls))?\[\*\]")


class Shape:
    """What one place of an answer may hold: members by name, items, and the values of its vocabulary."""

    __slots__ = ("facts", "items", "members", "values")

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}
        self.members: dict[str, Shape] = {}
        self.items: Shape | None = None
        self.values: dict[str, Fact] = {}

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


class Teller:
    """Tells what values of one shape show. Objects with the same members and words show the same, and most do."""

    __slots__ = ("_facts", "_items", "_memory", "_names", "_objects", "_others", "_values", "_words")

    def __init__(self, shape: Shape) -> None:
        self._facts = shape.facts
        self._values = shape.values
        self._words = {name: place.values for name, place in shape.members.items() if place.values}
        self._names = tuple(self._words)
        self._memory: dict[Hashable, frozenset[Fact]] = {}
        self._items = Teller(shape.items) if shape.items else None
        below = [(n, Teller(p)) for n, p in shape.members.items() if p.facts or p.members or p.items]
        #: What is told together with the object that it stands in, and what holds lists and is told by itself.
        self._objects = tuple((name, teller) for name, teller in below if not teller.holds_lists)
        self._others = tuple((name, teller) for name, teller in below if teller.holds_lists)

    @property
    def holds_lists(self) -> bool:
        """Whether there is a list somewhere in it."""
        return self._items is not None or bool(self._others)

    def tell(self, value: Any, facts: set[Fact], known: set[frozenset[Fact]]) -> None:
        """Add what a value shows to ``facts``; ``known`` holds those that are there already."""
        if isinstance(value, dict):
            signs = [*value, *map(value.get, self._names)]
            for name, teller in self._objects:
                if isinstance(inner := value.get(name), dict):
                    teller.sign(inner, signs)
            told = self._told(value, tuple(signs))
            if told not in known:
                known.add(told)
                facts |= told
            for name, teller in self._others:
                if inner := value.get(name):
                    teller.tell(inner, facts, known)
        elif isinstance(value, list) and self._items:
            for item in value:
                self._items.tell(item, facts, known)
        elif isinstance(value, str) and value in self._values:
            facts.add(self._values[value])

    def sign(self, value: dict[str, Any], signs: list[Any]) -> None:
        """Add the members and words of an object in another one; what has them in common shows the same."""
        signs.append(self)
        signs += value
        signs += map(value.get, self._names)
        for name, teller in self._objects:
            if isinstance(inner := value.get(name), dict):
                teller.sign(inner, signs)

    def _told(self, value: dict[str, Any], signs: tuple[Any, ...]) -> frozenset[Fact]:
        """Return what an object shows, as of the one before with the same signs."""
        try:
            told = self._memory.get(signs)
        except TypeError:  # where a word should stand there is an object or a list
            return frozenset(self.read(value))
        if told is None:
            if len(self._memory) >= _MOST_KINDS:
                self._memory.clear()
            told = self._memory[signs] = frozenset(self.read(value))
        return told

    def read(self, value: dict[str, Any]) -> Iterator[Fact]:
        """Yield what an object shows, and the objects in it."""
        yield from (self._facts[name] for name in value if name in self._facts)
        said = [(words, value.get(name)) for name, words in self._words.items()]
        yield from (words[word] for words, word in said if isinstance(word, str) and word in words)
        for name, teller in self._objects:
            if isinstance(inner := value.get(name), dict):
                yield from teller.read(inner)


class Answers:
    """The shapes of all answers of a contract."""

    def __init__(self, contract: Contract) -> None:
        names = {name for operation in contract.operations.values() for name in operation.response_schemas.values()}
        self._shapes = {name: _shape(contract, name) for name in sorted(names)}
        self._tellers = {name: Teller(shape) for name, shape in self._shapes.items()}

    def universe(self) -> Iterator[Fact]:
        """Yield every member and value that an answer can have."""
        for shape in self._shapes.values():
            yield from shape.all_facts()

    def show(self, schema: str, body: Any, facts: set[Fact], known: set[frozenset[Fact]]) -> None:
        """Add what a body shows to ``facts``; ``known`` holds those that are there already."""
        self._tellers[schema].tell(body, facts, known)


def _shape(contract: Contract, schema: str) -> Shape:
    inventory, root = contract.inventory()[schema], Shape()
    for path in sorted(inventory.members):
        holder, _, member = path.rpartition(".")
        if ".*" not in path:  # the members of a map have no names of their own
            _at(root, holder).facts[member] = ("members", _named(schema, path))
    for path, values in inventory.values.items():
        name = _named(schema, path)
        # An empty text stands for "no value", and a time for "not yet": neither is a word of a vocabulary.
        words = (value for value in values if value and not value[0].isdigit())
        _at(root, path).values.update((word, ("values", f"{name} = {word}")) for word in words)
    return root


def _at(root: Shape, path: str) -> Shape:
    place = root
    for step in re.findall(r"\[\*\]|[^.\[$]+", path):
        place = place.below(step)
    return place


def _named(schema: str, path: str) -> str:
    """Return a path as a member of the thing it belongs to."""
    thing = schema.partition("/")[0].removesuffix("s") if schema.startswith("errors/") else schema
    if held := _HOLDER.match(path):
        thing = _held(schema, held[1])
        path = "$" + path[held.end() :]
    return thing + path.removeprefix("$")


def _held(schema: str, member: str | None) -> str:
    return schema.removesuffix("_page") if member == "result" else (member or schema).removesuffix("s")
