"""How hard a profile tries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """``examples`` of each operation and kind of data, ``walks`` of ``steps`` steps, and whether the coverage phase
    of schemathesis runs too.
    """

    examples: int
    walks: int
    steps: int
    coverage: bool = False


EFFORTS = {
    "quick": Effort(examples=12, walks=8, steps=40),
    "full": Effort(examples=100, walks=30, steps=120),
    "nightly": Effort(examples=400, walks=60, steps=250, coverage=True),
}
