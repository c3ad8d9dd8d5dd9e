"""Comparing parameters: what a client sends in the path, the query and the headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from voipbin_harness.drift.difference import Class, Difference, Place, Told
from voipbin_harness.drift.document import DescribedOperation, Document, Missing, Node
from voipbin_harness.drift.reading import shape_of
from voipbin_harness.drift.shape import Nodes
from voipbin_harness.drift.values import compare_limits, compare_types, compare_values, listed

#: A parameter is sent as text, so that one described as ``string`` takes these as well.
_SENT_AS_TEXT = frozenset({"boolean", "integer", "number"})
#: Our contracts have no parameters in cookies.
_KINDS = ("path", "query", "header")


class Parameters:
    """Compares the parameters of operations."""

    def __init__(self, ours: Document, theirs: Document) -> None:
        self._ours = ours
        self._theirs = theirs

    def compare(self, ours: DescribedOperation, theirs: DescribedOperation) -> Iterator[Told]:
        """Yield what a client must send now, what it may no longer send, and what it may send besides."""
        sent, _ = _parameters(self._ours, ours)
        taken, unread = _parameters(self._theirs, theirs)
        for key in sorted(sent.keys() | taken.keys()):
            mine, other = sent.get(key), taken.get(key)
            if mine and other:
                place = _place(ours.name, mine)
                yield from _required(mine, other, place)
                yield from self._admitted(_schema(mine), _schema(other), place)
            elif key[0] == "path":
                continue  # both have the same path, which names it whether or not it is declared
            elif mine and unread:
                yield _place(ours.name, mine).lost(unread)
            elif mine:
                yield _place(ours.name, mine).found(Class.BREAKING, "is not described")
            elif other and _is_required(other):
                yield _place(ours.name, other).found(Class.BREAKING, "is described as required")
            elif other:
                yield _place(ours.name, other).found(Class.ADDITIVE, "is described, and not in the contracts")

    def _admitted(self, ours: Nodes, theirs: Nodes, place: Place) -> Iterator[Told]:
        mine, other = shape_of(self._ours, ours), shape_of(self._theirs, theirs)
        if why := mine.unknown or other.unknown:
            yield place.lost(why)
            return
        types = other.types
        if mine.types and types and "string" in types:
            types |= mine.types & _SENT_AS_TEXT
        yield from compare_types(mine.types, types, place, "request")
        if mine.values is None and other.values is not None:
            yield place.found(Class.BREAKING, f"is described as one of {listed(other.values)}")
        elif mine.values is not None and other.values is None:
            yield place.found(Class.ADDITIVE, "may have any value")
        else:
            yield from compare_values(mine.values, other.values, place, "request")
        yield from compare_limits(mine.limits, other.limits, place)
        if mine.items and other.items:
            yield from self._admitted(mine.items, other.items, place.down("[*]"))


def _parameters(document: Document, operation: DescribedOperation) -> tuple[Mapping[tuple[str, str], Node], str]:
    """Return the parameters by kind and name, those of the path by their order in it, and why one cannot be read."""
    order = re.findall(r"\{([^}]*)\}", operation.name)
    found: dict[tuple[str, str], Node] = {}
    unread = ""
    for reference in (*operation.shared, *operation.node.each("parameters")):
        try:
            node = document.follow(reference)
        except Missing as lost:
            unread = str(lost)
            continue
        kind, name = _named(node)
        if kind == "path":
            name = str(order.index(name)) if name in order else ""
        if kind in _KINDS and name:
            found[kind, name] = node
    return found, unread


def _named(node: Node) -> tuple[str, str]:
    value = node.value if isinstance(node.value, Mapping) else {}
    return str(value.get("in")), str(value.get("name"))


def _place(operation: str, node: Node) -> Place:
    return Place(operation, "{} parameter {}".format(*_named(node)), "")


def _schema(parameter: Node) -> Nodes:
    schema = parameter.get("schema")
    return (schema,) if schema else ()


def _is_required(parameter: Node) -> bool:
    return parameter.value["in"] == "path" or parameter.value.get("required") is True


def _required(ours: Node, theirs: Node, place: Place) -> Iterator[Difference]:
    if _is_required(theirs) and not _is_required(ours):
        yield place.found(Class.BREAKING, "is described as required")
    elif _is_required(ours) and not _is_required(theirs):
        yield place.found(Class.ADDITIVE, "may be left out")
