"""What a schema lets through, in a form that can be compared and put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from voipbin_harness.drift.document import Node

Texts = frozenset[str]
#: Schemas that hold at once: a member may be declared by several parts of an ``allOf``.
Nodes = tuple[Node, ...]
Limits = Mapping[str, float]
#: The keywords that limit a number, a text or a list, and which of two limits is the tighter one.
LIMITS: Mapping[str, Callable[[float, float], float]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), min),
}

NULL = frozenset({"null"})


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


def both(one: Shape, two: Shape) -> Shape:
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


def any_of(shapes: Sequence[Shape]) -> Shape:
    """Return what passes at least one; of a member that several declare, as the first declares it."""
    # That it may be null says nothing of the values beside.
    first, *rest = [shape for shape in shapes if shape.types != NULL] or shapes or [Shape()]
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
    nullable = any(shape.types == NULL for shape in shapes)
    return replace(first, types=_join(first.types, NULL)) if nullable else first


def _meet(one: Texts | None, two: Texts | None) -> Texts | None:
    if one is None or two is None:
        return two if one is None else one
    return one & two


def _join(one: Texts | None, two: Texts | None) -> Texts | None:
    return None if one is None or two is None else one | two


def _tightest(one: Limits, two: Limits) -> Limits:
    return {**one, **two, **{each: LIMITS[each](one[each], two[each]) for each in one.keys() & two.keys()}}


def _widest(one: Limits, two: Limits) -> Limits:
    """Return the limits that hold for either: of a keyword that only one has, there is none."""
    common = one.keys() & two.keys()
    return {each: two[each] if LIMITS[each](one[each], two[each]) == one[each] else one[each] for each in common}
