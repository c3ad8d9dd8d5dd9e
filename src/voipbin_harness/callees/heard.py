"""What happened on the legs of a call, as the callees (and on the mock the platform's inside) saw it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LegEvent:
    """One entry of a trace: ``at_ms`` on the target's clock, the ``leg`` (the id of the call it belongs to),
    the ``event`` and its ``detail``; see ARCHITECTURE.md for the vocabulary.
    """

    at_ms: int
    leg: str
    event: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """What a callee heard on a leg, as a WAV."""

    leg: str
    wav: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trace:
    """All events of a call's own leg and of the legs chained to it, in order.

    Where two witnesses saw the same legs, ``told`` holds what the platform itself says of them (on a clock of its own)
    and ``events`` what the callees saw. ``recordings`` is what they heard, where anybody kept it.
    """

    call_id: str
    events: tuple[LegEvent, ...]
    told: tuple[LegEvent, ...] = ()
    recordings: tuple[Recording, ...] = ()

    def of_leg(self, leg: str) -> tuple[LegEvent, ...]:
        """Return the events of one leg."""
        return tuple(event for event in self.events if event.leg == leg)

    def named(self, name: str, leg: str | None = None) -> tuple[LegEvent, ...]:
        """Return the events of one name, of one leg or of all."""
        return tuple(e for e in self.events if e.event == name and (leg is None or e.leg == leg))
