"""The one way to wait: ask again until it holds, or say what was last seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from voipbin_harness.clock import Clock

T = TypeVar("T")

#: So many looks without any time passing are enough: a clock that says that things happen, and stands, would never end.
MOST_STILL = 10_000

#: Named limits in ms of the target's clock. Nothing else in the harness says how long to wait.
LIMITS_MS = {
    "answer": 60_000,
    "prompt": 120_000,
    "hangup": 600_000,
    "groupcall": 120_000,
}


class TimedOut(Exception):
    """What was waited for did not come; ``last`` is what was seen last, ``waited_ms`` how long it took to give up."""

    def __init__(self, what: str, limit_ms: int, waited_ms: int, last: object) -> None:
        super().__init__(f"waited {waited_ms} ms of at most {limit_ms} ms for {what}; last seen: {last}")
        self.what = what
        self.waited_ms = waited_ms
        self.last = last


def eventually(look: Callable[[], T], holds: Callable[[T], bool], *, clock: Clock, limit: str, what: str) -> T:
    """Look until ``holds`` and return what was seen then; ``limit`` is a name of :data:`LIMITS_MS`.

    Raises :class:`TimedOut` when the limit has passed, or when the clock says that nothing more can happen.
    """
    start = before = clock.now_ms()
    deadline, still = start + LIMITS_MS[limit], 0
    while True:
        seen = look()
        if holds(seen):
            return seen
        if not clock.step(deadline) or still > MOST_STILL:
            raise TimedOut(what, LIMITS_MS[limit], clock.now_ms() - start, seen)
        still = still + 1 if clock.now_ms() == before else 0
        before = clock.now_ms()
