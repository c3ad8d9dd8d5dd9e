"""What happened on the legs of calls, in order: the mock's own record, shown by ``/_mock/calls/{id}/trace``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from voipbin_mock.clock import Clock
from voipbin_mock.records import Call, TraceEntry


class Traces:
    """Entries by leg; the id of a leg is the id of its call."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._order = 0
        self._legs: dict[str, list[TraceEntry]] = {}

    def add(self, leg: str, event: str, **detail: Any) -> None:
        """Write down what happens now."""
        self._order += 1
        self._legs.setdefault(leg, []).append(TraceEntry(self._clock.now_ms, self._order, leg, event, detail))

    def of(self, legs: Iterable[str]) -> list[TraceEntry]:
        """Return the entries of these legs in the order in which they happened."""
        found = [entry for leg in legs for entry in self._legs.get(leg, ())]
        return sorted(found, key=lambda entry: entry.order)

    def forget(self, call: Call) -> None:
        """Drop a leg."""
        self._legs.pop(call.id, None)
