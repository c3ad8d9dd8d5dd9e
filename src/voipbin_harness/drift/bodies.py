"""Comparing what goes over the line: our schemas with those of a description, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from voipbin_harness.drift.difference import Class, Difference, Direction, Place, Told
from voipbin_harness.drift.document import Document, Missing, Node
from voipbin_harness.drift.reading import marked, shape_of
from voipbin_harness.drift.shape import Nodes, Shape
from voipbin_harness.drift.values import compare_types, compare_values

#: What marks a member that goes the other way only, and is not even required in this one.
_OTHER_WAY: Mapping[Direction, str] = {"request": "readOnly", "response": "writeOnly"}


class Bodies:
    """Compares schemas. A schema that many operations share is compared, and told of, once for each direction."""

    def __init__(self, ours: Document, theirs: Document) -> None:
        self._ours = ours
        self._theirs = theirs
        self._done: set[tuple[Nodes, Nodes, Direction]] = set()

    def compare(self, ours: Nodes, theirs: Nodes, place: Place, direction: Direction) -> Iterator[Told]:
        """Yield the differences between two schemas and all that they are made of."""
        try:
            ours = tuple(map(self._ours.follow, ours))
            if len(ours) == 1 and not ours[0].pointer:
                place = Place(_schema_name(ours[0], self._ours), "$", place.operation)
            theirs = tuple(map(self._theirs.follow, theirs))
        except Missing as lost:
            yield place.lost(str(lost))
            return
        if (ours, theirs, direction) in self._done:
            return
        self._done.add((ours, theirs, direction))
        mine, other = shape_of(self._ours, ours), shape_of(self._theirs, theirs)
        if why := mine.unknown or other.unknown:
            yield place.lost(why)
            return
        keyword = _OTHER_WAY[direction]
        barred = marked(self._theirs, other, keyword)
        for name in sorted(barred & mine.members.keys()):
            yield place.down(f".{name}").found(Class.BREAKING, f"is described as {keyword}")
        mine, other = mine.without(barred), other.without(barred)
        if mine.variants:
            one_by_one = self._variants(mine, other, place, direction)
            yield from one_by_one if other.variants else self._choice(mine, other, place)
            return
        types = [*compare_types(mine.types, other.types, place, direction)]
        yield from types
        yield from compare_values(mine.values, other.values, place, direction)
        if mine.format != other.format and mine.format and not types:
            yield place.found(Class.WORDING, f"format {mine.format}, described as {other.format or 'no format'}")
        yield from _required(mine, other, place, direction)
        yield from self._members(mine, other, place, direction)
        for step, one, two in (("[*]", mine.items, other.items), (".*", mine.others, other.others)):
            if one and two:
                yield from self.compare(one, two, place.down(step), direction)

    def _members(self, ours: Shape, theirs: Shape, place: Place, direction: Direction) -> Iterator[Told]:
        if not ours.members:
            return  # of an object that our contracts leave open there is nothing to say
        if not theirs.members:
            if theirs.types is None or "object" in theirs.types:
                yield place.found(Class.WORDING, "its members are not described")
            return
        for name in sorted(ours.members.keys() - theirs.members.keys()):
            yield place.down(f".{name}").found(Class.BREAKING, "is not described")
        for name in sorted(theirs.members.keys() - ours.members.keys()):
            if direction == "response" or name not in theirs.required:
                yield place.down(f".{name}").found(Class.ADDITIVE, "is described, and not in the contracts")
        for name in sorted(ours.members.keys() & theirs.members.keys()):
            yield from self.compare(ours.members[name], theirs.members[name], place.down(f".{name}"), direction)

    def _variants(self, ours: Shape, theirs: Shape, place: Place, direction: Direction) -> Iterator[Told]:
        """Compare what both describe as one schema a type, type by type."""
        yield from compare_types(ours.types, theirs.types, place, direction)
        kinds = frozenset(ours.variants), frozenset(theirs.variants)
        yield from compare_values(*kinds, place.down(".type"), direction)
        for kind in sorted(kinds[0] & kinds[1]):
            there = place.down(f"[type={kind}]")
            yield from self.compare(ours.variants[kind], theirs.variants[kind], there, direction)

    def _choice(self, ours: Shape, theirs: Shape, place: Place) -> Iterator[Told]:
        """Compare actions: ours are one schema a type, a description has one for all and one for each option."""
        kind = shape_of(self._theirs, theirs.members.get("type", ()))
        described = kind.values
        if kind.unknown:
            yield place.down(".type").lost(kind.unknown)
        elif described is None:
            yield place.down(".type").found(Class.WORDING, "the types are not described")
        described = frozenset(ours.variants) if described is None else described
        yield from compare_values(frozenset(ours.variants), described, place.down(".type"), "request")
        if theirs.required - {"type"}:
            names = ", ".join(sorted(theirs.required - {"type"}))
            yield place.found(Class.WORDING, f"{names} described as required, also where an action is posted")
        for name in sorted(ours.variants.keys() & described):
            mine = shape_of(self._ours, ours.variants[name]).members.get("option")
            options = [*self._theirs.schema("actionoption" + name.replace("_", ""))]
            if mine and options:
                there = Place(f"action {name}", "$.option", place.operation)
                yield from self.compare(mine, (options[0],), there, "request")


def _schema_name(node: Node, document: Document) -> str:
    """Return the name as the contracts' folder has it: the path below ``schemas``."""
    path = node.file.with_suffix("")
    folder = document.path.parent / "schemas"
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _required(ours: Shape, theirs: Shape, place: Place, direction: Direction) -> Iterator[Difference]:
    for name in sorted(theirs.required - ours.required):
        there = place.down(f".{name}")
        if direction == "request":
            yield there.found(Class.BREAKING, "is described as required")
        elif name in ours.members:
            yield there.found(Class.WORDING, "is described as always there")
    for name in sorted((ours.required - theirs.required) & theirs.members.keys()):
        there = place.down(f".{name}")
        if direction == "request":
            if theirs.promises:
                yield there.found(Class.ADDITIVE, "may be left out")
        elif theirs.promises:
            yield there.found(Class.BREAKING, "may be absent")
