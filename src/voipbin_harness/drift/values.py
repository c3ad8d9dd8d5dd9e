"""Comparing what a single value may be: its types, the values that are listed, its limits."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.drift.difference import Class, Difference, Direction, Place
from voipbin_harness.drift.shape import LIMITS, Limits, Texts


def compare_types(ours: Texts | None, theirs: Texts | None, place: Place, direction: Direction) -> Iterator[Difference]:
    """Yield the types that a request may no longer have, or an answer may have besides."""
    if ours is None or ours == theirs:
        return
    if theirs is None:
        yield place.found(Class.WORDING, f"is {listed(ours)}, described with no type")
        return
    gone, new = ours - theirs, theirs - ours
    harmless = gone == {"null"} and not new
    if direction == "request":
        if gone:
            yield place.found(Class.WORDING if harmless else Class.BREAKING, f"may no longer be {listed(gone)}")
        elif new:
            yield place.found(Class.ADDITIVE, f"may also be {listed(new)}")
    elif new:
        yield place.found(Class.BREAKING, f"may be {listed(new)}, where the contracts know {listed(ours)}")
    else:
        yield place.found(Class.WORDING, f"is never {listed(gone)}")


def compare_values(
    ours: Texts | None, theirs: Texts | None, place: Place, direction: Direction
) -> Iterator[Difference]:
    """Yield the values that are no longer listed, and those that are listed besides."""
    if ours is None and theirs is not None and direction == "request":
        yield place.found(Class.WORDING, f"described as one of {listed(theirs)}; the contracts leave it open")
    elif ours is not None and theirs is None:
        yield place.found(Class.WORDING, "its values are not described")
    elif ours is not None and theirs is not None:
        # An empty value stands for none: descriptions list it or not, and mean the same.
        if gone := ours - theirs - {""}:
            yield place.found(Class.BREAKING, f"no longer knows {listed(gone)}")
        if new := theirs - ours - {""}:
            yield place.found(Class.ADDITIVE, f"also knows {listed(new)}")


def compare_limits(ours: Limits, theirs: Limits, place: Place) -> Iterator[Difference]:
    """Yield the limits of what may be sent that are tighter, or wider."""
    for keyword in sorted(ours.keys() | theirs.keys()):
        one, two = ours.get(keyword), theirs.get(keyword)
        if one == two:
            continue
        tighter = two is not None and (one is None or LIMITS[keyword](one, two) == two)
        here, there = ("none" if limit is None else limit for limit in (one, two))
        what = f"has {keyword} {there}, where the contracts have {here}"
        yield place.found(Class.BREAKING if tighter else Class.ADDITIVE, what)


def listed(texts: Texts) -> str:
    """Return texts as a list for people."""
    return ", ".join(text or repr(text) for text in sorted(texts))
