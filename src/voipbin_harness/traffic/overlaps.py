"""Requests of a recording that overlap: nobody can say of them which saw the other's effect."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

#: What changes nothing (RFC 9110, 9.2.1).
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: Recorders round the beginning of a request to whole ms, so that one which follows another may seem to overlap it.
ROUNDING_MS = 1.0


class Span(NamedTuple):
    """When a request left and when its answer was there, in ms, and its method."""

    began: float
    ended: float
    method: str


class Overlap(NamedTuple):
    """How many requests had been answered for sure when this one left, and whether it overlapped one that changes
    something.
    """

    after: int
    racing: bool


def overlaps(spans: Sequence[Span]) -> list[Overlap]:
    """Return how each request lies among the others; they are in the order of their answers."""
    ends = [span.ended for span in spans]
    changes = sorted(span for span in spans if span.method not in _SAFE)
    begins = [span.began for span in changes]
    # Of the changes up to each, the two that ended last: one of them may be the request itself.
    last = [*accumulate(((span,) for span in changes), _two_latest)]
    return [
        Overlap(
            min(bisect_right(ends, span.began + ROUNDING_MS), index),
            _races(span, last[begun - 1] if (begun := bisect_left(begins, span.ended - ROUNDING_MS)) else ()),
        )
        for index, span in enumerate(spans)
    ]


def _two_latest(so_far: tuple[Span, ...], more: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(sorted((*so_far, *more), key=lambda span: span.ended)[-2:])


def _races(span: Span, begun: Sequence[Span]) -> bool:
    """Whether another of the changes that had begun when this ended was not over when this began."""
    return any(other is not span and other.ended > span.began + ROUNDING_MS for other in begun)
