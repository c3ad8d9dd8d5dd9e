"""What a schema lets through, in a form that can be compared: types, values, members, whatever keywords say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from voipbin_harness.drift.document import Document, Missing, Node

Texts = frozenset[str]
#: Schemas that hold at once: a member may be declared by several parts of an ``allOf``.
Nodes = tuple[Node, ...]
Limits = Mapping[str, float]

#: The keywords that limit a number, a text or a list, and which of two limits is the tighter one.
LIMITS: Mapping[str, Callable[[float, float], float]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), min),
}

_NULL = frozenset({"null"})
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """``None`` in ``types`` or ``values`` stands for any, and ``""`` in ``format`` for none.

    ``promises`` is whether a schema says of any member that it is required: where it says so of none, an optional
    member is no statement. ``variants`` are the branches of a choice by the value of the member that tells them apart,
    each with what stands beside the choice. ``unknown`` says why a schema cannot be read, ``""`` for one that can.
    """

    types: Texts | None = None
    values: Texts | None = None
    format: str = ""
    limits: Limits = field(default_factory=dict)
    members: Mapping[str, Nodes] = field(default_factory=dict)
    required: Texts = frozenset()
    promises: bool = False
    items: Nodes = ()
    others: Nodes = ()
    variants: Mapping[str, Nodes] = field(default_factory=dict)
    unknown: str = ""

    def without(self, names: Texts) -> Shape:
        """Return it without some of its members."""
        members = {name: nodes for name, nodes in self.members.items() if name not in names}
        return replace(self, members=members, required=self.required - names)


def shape_of(document: Document, nodes: Nodes, depth: int = 0) -> Shape:
    """Return what schemas that hold at once let through; parts of them are read when they are asked for."""
    shape = Shape()
    for node in nodes:
        shape = _both(shape, _shape(document, node, depth))
    return shape


def marked(document: Document, shape: Shape, keyword: str) -> Texts:
    """Return the members that hold ``keyword: true``, beside a reference or where it leads."""

    def holds(node: Node) -> bool:
        flag = node.get(keyword)
        return flag is not None and flag.value is True

    members = shape.members.items()
    return frozenset(name for name, nodes in members if any(map(holds, _with_targets(document, nodes))))


def _shape(document: Document, node: Node, depth: int) -> Shape:
    try:
        node = document.follow(node)
    except Missing as lost:
        return Shape(unknown=str(lost))
    if not isinstance(node.value, Mapping) or depth > _DEEPEST:
        return Shape()
    shape = _own(node)
    beside = [*_without_choice(node)]
    for part in node.each("allOf"):
        passes = _shape(document, part, depth + 1)
        shape = _both(shape, passes)
        beside += [] if passes.variants else [part]
    for keyword in ("oneOf", "anyOf"):
        if branches := node.each(keyword):
            passing = [_shape(document, branch, depth + 1) for branch in branches]
            either = _any_of(passing)
            variants = _variants(document, branches, passing, depth) or either.variants
            shape = _both(shape, replace(either, variants=variants))
    if "if" in node.value:
        branches = [branch for branch in (node.get("then"), node.get("else")) if branch]
        either = _any_of([_shape(document, branch, depth + 1) for branch in branches])
        # What holds for one of two cases only says nothing about a member that is there in both.
        new = {name: nodes for name, nodes in either.members.items() if name not in shape.members}
        shape = _both(shape, replace(either, members=new))
    return replace(shape, variants={kind: (*nodes, *beside) for kind, nodes in shape.variants.items()})


def _own(node: Node) -> Shape:
    schema = node.value
    items, others = node.get("items"), node.get("additionalProperties")
    members = {each.pointer[-1]: (each,) for each in node.each("properties")}
    required = schema.get("required")
    types = _types(schema)
    return Shape(
        types=types,
        values=_values(schema),
        format=str(schema.get("format", "")),
        limits={keyword: schema[keyword] for keyword in LIMITS if _is_limit(keyword, schema.get(keyword))},
        members=members,
        required=frozenset(map(str, required)) if isinstance(required, list) else frozenset(),
        promises=isinstance(required, list) and bool(required),
        items=(items,) if items else (),
        others=(others,) if others and isinstance(others.value, Mapping) and others.value else (),
    )


def _types(schema: Mapping[str, Any]) -> Texts | None:
    declared = schema.get("type")
    if declared is None:
        implied = {"properties": "object", "items": "array"}
        found = frozenset(kind for keyword, kind in implied.items() if keyword in schema)
        return found or None
    types = {str(each) for each in declared} if isinstance(declared, list) else {str(declared)}
    if schema.get("nullable") is True:
        types.add("null")
    return frozenset(types | ({"integer"} if "number" in types else set()))


def _values(schema: Mapping[str, Any]) -> Texts | None:
    if "const" in schema:
        return frozenset({_text(schema["const"])})
    values = schema.get("enum")
    return frozenset(_text(value) for value in values if value is not None) if isinstance(values, list) else None


def _is_limit(keyword: str, value: Any) -> bool:
    """Say whether it limits anything; in OpenAPI 3.0 ``exclusiveMinimum`` is a flag."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and not (keyword in ("minLength", "minItems") and value == 0)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _both(one: Shape, two: Shape) -> Shape:
    """Return what passes both."""
    return Shape(
        types=_meet(one.types, two.types),
        values=_meet(one.values, two.values),
        format=one.format or two.format,
        limits=_tightest(one.limits, two.limits),
        members={
            name: (*one.members.get(name, ()), *two.members.get(name, ())) for name in {**one.members, **two.members}
        },
        required=one.required | two.required,
        promises=one.promises or two.promises,
        items=(*one.items, *two.items),
        others=(*one.others, *two.others),
        variants=one.variants or two.variants,
        unknown=one.unknown or two.unknown,
    )


def _any_of(shapes: Iterable[Shape]) -> Shape:
    """Return what passes at least one; of a member that several declare, as the first declares it."""
    found = list(shapes)
    # That it may be null says nothing of the values beside.
    first, *rest = [shape for shape in found if shape.types != _NULL] or found or [Shape()]
    for shape in rest:
        first = Shape(
            types=_join(first.types, shape.types),
            values=_join(first.values, shape.values),
            format=first.format or shape.format,
            limits=_widest(first.limits, shape.limits),
            members={**shape.members, **first.members},
            required=first.required & shape.required,
            promises=first.promises and shape.promises,
            items=first.items or shape.items,
            others=first.others or shape.others,
            unknown=first.unknown or shape.unknown,
        )
    nullable = any(shape.types == _NULL for shape in found)
    return replace(first, types=_join(first.types, _NULL)) if nullable else first


def _tightest(one: Limits, two: Limits) -> Limits:
    return {**one, **two, **{each: LIMITS[each](one[each], two[each]) for each in one.keys() & two.keys()}}


def _widest(one: Limits, two: Limits) -> Limits:
    """Return the limits that hold for either: of a keyword that only one has, there is none."""
    common = one.keys() & two.keys()
    return {each: two[each] if LIMITS[each](one[each], two[each]) == one[each] else one[each] for each in common}


def _meet(one: Texts | None, two: Texts | None) -> Texts | None:
    if one is None or two is None:
        return two if one is None else one
    return one & two


def _join(one: Texts | None, two: Texts | None) -> Texts | None:
    return None if one is None or two is None else one | two


def _variants(document: Document, branches: Sequence[Node], passing: Sequence[Shape], depth: int) -> dict[str, Nodes]:
    """Return the branches of a choice by the one constant that each of them holds; empty for any other choice."""
    found: dict[str, Nodes] = {}
    for branch, shape in zip(branches, passing, strict=True):
        if shape.types == _NULL:
            continue
        values = shape_of(document, shape.members.get("type", ()), depth + 1).values
        if not values or len(values) != 1:
            return {}
        found[next(iter(values))] = (branch,)
    return found


def _without_choice(node: Node) -> Nodes:
    """Return the members that a schema declares beside a choice, if any."""
    kept = {keyword: node.value[keyword] for keyword in ("properties", "required") if keyword in node.value}
    return (Node(kept, node.file, node.pointer),) if kept else ()


def _with_targets(document: Document, nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        yield node
        with suppress(Missing):
            yield document.follow(node)
