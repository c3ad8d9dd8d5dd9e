"""The clock port: how time passes on a target."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Time on the target, in ms since the run's (or the mock's) zero."""

    def now_ms(self) -> int:
        """Return the time that has passed, in ms."""
        ...

    def step(self, limit_ms: int) -> bool:
        """Let time pass until something may have happened, but never past ``limit_ms``.

        A virtual clock jumps to the next event; a live clock waits one polling interval. Return ``False`` when
        nothing more can happen by ``limit_ms``.
        """
        ...

    def advance(self, duration_ms: int) -> None:
        """Let exactly ``duration_ms`` ms pass."""
        ...
