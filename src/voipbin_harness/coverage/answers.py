"""Members and values of answers: what the schemas declare, and which of it a body shows.

Both are named by the thing they belong to (``call.source.target``), so that a call means the same wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from voipbin_harness.contract import Contract
from voipbin_harness.coverage.dimensions import Fact

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


class Answers:
    """The shapes of all answers of a contract."""

    def __init__(self, contract: Contract) -> None:
        names = {name for operation in contract.operations.values() for name in operation.response_schemas.values()}
        self._shapes = {name: _shape(contract, name) for name in sorted(names)}

    def universe(self) -> Iterator[Fact]:
        """Yield every member and value that an answer can have."""
        for shape in self._shapes.values():
            yield from shape.all_facts()

    def show(self, schema: str, body: Any, facts: set[Fact], known: set[tuple[int, tuple[str, ...]]]) -> None:
        """Add what a body shows to ``facts``; ``known`` remembers objects with the same members, for speed."""
        _show(self._shapes[schema], body, facts, known)


def _show(shape: Shape, value: Any, facts: set[Fact], known: set[tuple[int, tuple[str, ...]]]) -> None:
    if isinstance(value, str):
        if value in shape.values:
            facts.add(shape.values[value])
    elif isinstance(value, dict):
        alike = (id(shape), tuple(value))
        if alike not in known:
            known.add(alike)
            facts.update(shape.facts[name] for name in value if name in shape.facts)
        for name, below in shape.members.items():
            if inner := value.get(name):
                _show(below, inner, facts, known)
    elif isinstance(value, list) and shape.items is not None:
        for item in value:
            _show(shape.items, item, facts, known)


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
