"""The wall clock of a live target: the one place of the harness where anybody waits."""

from __future__ import annotations

import time
from collections.abc import Callable

from voipbin_harness.interrupts import pause


class LiveClock:
    """Time of the target in ms since the run began: wall time, ``speed`` times faster on a mock that is.

    ``sleep``, ``monotonic`` and ``wall`` (s since 1970) are given by tests; nothing else of a live run knows the time.
    """

    def __init__(
        self,
        poll_ms: int = 1000,
        speed: float = 1.0,
        *,
        sleep: Callable[[float], None] = pause,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,  # noqa: TID251 - this is the live clock
    ) -> None:
        self._poll_ms = poll_ms
        self._speed = speed
        self._start_s = monotonic()
        self.sleep = sleep
        self.monotonic = monotonic
        self.wall = wall

    def now_ms(self) -> int:
        """Return the ms of the target's clock that have passed since the run began."""
        return round((self.monotonic() - self._start_s) * 1000 * self._speed)

    def step(self, limit_ms: int) -> bool:
        """Wait one polling interval, or the rest of it until ``limit_ms``; ``False`` at the limit."""
        left_ms = limit_ms - self.now_ms()
        if left_ms <= 0:
            return False
        self.advance(min(self._poll_ms, left_ms))
        return True

    def advance(self, duration_ms: int) -> None:
        """Wait until ``duration_ms`` ms of the target's clock have passed."""
        self.sleep(duration_ms / 1000 / self._speed)
