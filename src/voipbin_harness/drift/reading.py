"""Reading a schema: types, values, members, whatever keywords say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from voipbin_harness.drift.document import Document, Missing, Node
from voipbin_harness.drift.shape import LIMITS, NULL, Nodes, Shape, Texts, any_of, both

_DEEPEST = 12


def shape_of(document: Document, nodes: Nodes, depth: int = 0) -> Shape:
    """Return what schemas that hold at once let through; parts of them are read when they are asked for."""
    shape = Shape()
    for node in nodes:
        shape = both(shape, _shape(document, node, depth))
    return shape


def marked(document: Document, shape: Shape, keyword: str) -> Texts:
    """Return the members that hold ``keyword: true``, beside a reference or where it leads."""

    def holds(node: Node) -> bool:
        flag = node.get(keyword)
        return flag is not None and flag.value is True

    members = shape.members.items()
    return frozenset(name for name, nodes in members if any(map(holds, _with_targets(document, nodes))))


def _with_targets(document: Document, nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        yield node
        with suppress(Missing):
            yield document.follow(node)


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
        shape = both(shape, passes)
        beside += [] if passes.variants else [part]
    for keyword in ("oneOf", "anyOf"):
        if branches := node.each(keyword):
            passing = [_shape(document, branch, depth + 1) for branch in branches]
            either = any_of(passing)
            variants = _variants(document, branches, passing, depth) or either.variants
            shape = both(shape, replace(either, variants=variants))
    if "if" in node.value:
        branches = [branch for branch in (node.get("then"), node.get("else")) if branch]
        either = any_of([_shape(document, branch, depth + 1) for branch in branches])
        # What holds for one of two cases only says nothing about a member that is there in both.
        new = {name: nodes for name, nodes in either.members.items() if name not in shape.members}
        shape = both(shape, replace(either, members=new))
    return replace(shape, variants={kind: (*nodes, *beside) for kind, nodes in shape.variants.items()})


def _variants(document: Document, branches: Sequence[Node], passing: Sequence[Shape], depth: int) -> dict[str, Nodes]:
    """Return the branches of a choice by the one constant that each of them holds; empty for any other choice."""
    found: dict[str, Nodes] = {}
    for branch, shape in zip(branches, passing, strict=True):
        if shape.types == NULL:
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
