"""What is measured, each by its name in ``gate.json`` and its title for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

#: A dimension's name, and what was seen of it.
Fact = tuple[str, str]

TITLES: Mapping[str, str] = {
    "operations": "Operations",
    "responses": "Documented statuses of operations",
    "members": "Members of answers",
    "values": "Values of members that have a vocabulary",
    "rules-kept": "Rules of requests, tried valid",
    "rules-broken": "Rules of requests, tried invalid",
    "actions": "Types of actions, accepted in a flow",
    "outcomes": "Outcomes of actions",
    "branches": "Branch arms of the named flows",
    "gotos": "Goto edges of the named flows",
    "digits": "Digit outcomes of the named flows",
    "transitions": "Status transitions of a call",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of one dimension was seen.

    ``of`` counts what can be reached; ``closed_by`` says for each that is ``missing`` which scenario would show it;
    ``unreachable`` holds what no run on this target can show, and why. ``least`` is the percentage that was asked for,
    ``None`` where none was.
    """

    seen: int
    of: int
    missing: tuple[str, ...] = ()
    title: str = ""
    closed_by: Mapping[str, str] = field(default_factory=dict)
    unreachable: Mapping[str, str] = field(default_factory=dict)
    least: float | None = None

    @property
    def percent(self) -> int:
        """The share that was seen, rounded down, so that 100 means all; all of nothing is everything."""
        return 100 * self.seen // self.of if self.of else 100

    @property
    def reaches(self) -> bool:
        """Whether enough was seen, as far as anything was asked for."""
        return self.least is None or 100 * self.seen >= self.least * self.of

    def as_json(self) -> dict[str, Any]:
        """Return it as ``gate.json`` holds it; what is empty and not promised is left out."""
        told: dict[str, Any] = {"seen": self.seen, "of": self.of, "missing": [*self.missing]}
        if self.least is not None:
            told["least"] = self.least
        if self.closed_by:
            told["closed_by"] = dict(self.closed_by)
        if self.unreachable:
            told["unreachable"] = dict(self.unreachable)
        return told


T = TypeVar("T")


def remember(memory: dict[frozenset[str], T], names: frozenset[str], found: T) -> T:
    """Keep in a memory what members so named tell; a server that makes up names without end does not fill it."""
    if len(memory) < 1000 and len(names) < 200:
        memory[names] = found
    return found
