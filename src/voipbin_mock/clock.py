"""The virtual clock: a heap of events that are due.

Invariant: time moves only through :meth:`Clock.advance_to` and what is built on it, and every event runs at exactly
its own instant, in the order in which events of one instant were scheduled. Reading never moves anything. The danger
is the usual one of discrete events: an action that schedules itself anew without delay never lets time pass.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

#: The calendar's zero [D]: fixed, so that a seed gives the same times in every run.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

#: The furthest that a clock goes, in ms: some 500 years, so that every instant has a date.
LAST_MS = 500 * 365 * 24 * 3600 * 1000

DAY_MS = 24 * 3600 * 1000


class Timer:
    """Something that is due at ``due_ms``."""

    __slots__ = ("action", "due_ms")

    def __init__(self, due_ms: int, action: Callable[[], None]) -> None:
        self.due_ms = due_ms
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """Make sure that it never runs."""
        self.action = None


class Clock:
    """Time in whole ms since the mock's zero."""

    def __init__(self) -> None:
        self._now_ms = 0
        self._due: list[tuple[int, int, Timer]] = []
        self._order = count()
        self._tidy_at = 1024

    @property
    def now_ms(self) -> int:
        """The time, in ms since zero."""
        return self._now_ms

    @property
    def now_us(self) -> int:
        """The time, in µs since zero: the unit of every ``tm_`` in the mock."""
        return self._now_ms * 1000

    def after(self, delay_ms: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` once, ``delay_ms`` ms from now."""
        if len(self._due) >= self._tidy_at:
            self._tidy()
        timer = Timer(self._now_ms + max(0, delay_ms), action)
        heapq.heappush(self._due, (timer.due_ms, next(self._order), timer))
        return timer

    def next_due_ms(self) -> int | None:
        """Return when the next event is due, ``None`` when nothing is."""
        while self._due and self._due[0][2].action is None:
            heapq.heappop(self._due)
        return self._due[0][0] if self._due else None

    def advance(self, duration_ms: int) -> int:
        """Let ``duration_ms`` ms pass; return the number of events that ran."""
        return self.advance_to(self._now_ms + duration_ms)

    def advance_to(self, target_ms: int) -> int:
        """Let time pass until ``target_ms``; return the number of events that ran."""
        fired = 0
        while (due_ms := self.next_due_ms()) is not None and due_ms <= target_ms:
            timer = heapq.heappop(self._due)[2]
            action, timer.action = timer.action, None
            self._now_ms = max(self._now_ms, due_ms)
            if action is not None:
                action()
                fired += 1
        self._now_ms = max(self._now_ms, target_ms)
        return fired

    def to_next_event(self, until_ms: int | None = None) -> int:
        """Run all events of the next instant at which one is due, unless that lies beyond ``until_ms``.

        Return the number of events that ran; with none due the time stays as it is.
        """
        due_ms = self.next_due_ms()
        if due_ms is None or (until_ms is not None and due_ms > until_ms):
            return 0
        return self.advance_to(due_ms)

    def _tidy(self) -> None:
        """Drop cancelled timers, so that the heap is no larger than twice what is due."""
        self._due = [entry for entry in self._due if entry[2].action is not None]
        heapq.heapify(self._due)
        self._tidy_at = max(1024, 2 * len(self._due))


def calendar(moment_us: int) -> datetime:
    """Return the date and time of a moment in µs since the mock's zero."""
    return EPOCH + timedelta(microseconds=moment_us)
