"""Keeping to an account's pace: a request rate below its limit, and patience when it asks for some."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

#: The longest that a ``Retry-After`` is obeyed, in s, and how often.
LONGEST_WAIT_S, MOST_TRIES = 30.0, 3

#: A status that says: not now.
_NOT_NOW = frozenset({429, 503})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class PoliteManners:
    """A token bucket of ``per_second`` requests, and up to :data:`MOST_TRIES` tries of a request that changes nothing.

    A POST is never sent again: it may have dialled.
    """

    def __init__(
        self, per_second: float, wait: Callable[[float], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._gap_s = 1 / per_second
        self._wait = wait
        self._monotonic = monotonic
        self._next_s = monotonic()

    def turn(self) -> None:
        """Wait until the next request may leave."""
        now = self._monotonic()
        if self._next_s > now:
            self._wait(self._next_s - now)
        self._next_s = max(now, self._next_s) + self._gap_s

    def again(self, method: str, status: int, headers: Mapping[str, str], tries: int) -> bool:
        """Wait as long as ``Retry-After`` says, within bounds; ``False`` where it is no use or not safe."""
        if method not in _SAFE or status not in _NOT_NOW or tries >= MOST_TRIES:
            return False
        wait_s = _seconds(headers.get("retry-after"), float(tries))
        if wait_s > LONGEST_WAIT_S:
            return False
        self._wait(wait_s)
        return True


class PersistentManners:
    """The same pace for requests that only look, sign on, end, delete or set back: each may be sent again."""

    def __init__(self, polite: PoliteManners) -> None:
        self._polite = polite

    def turn(self) -> None:
        """Wait until the next request may leave."""
        self._polite.turn()

    def again(self, _method: str, status: int, headers: Mapping[str, str], tries: int) -> bool:
        """Wait as for a request that changes nothing."""
        return self._polite.again("GET", status, headers, tries)


def _seconds(text: str | None, otherwise: float) -> float:
    """Return the seconds that a ``Retry-After`` says; a date or nonsense counts as none given."""
    if text is None or not text.strip().isascii() or not text.strip().isdigit():
        return otherwise
    return float(text.strip()[:9])
