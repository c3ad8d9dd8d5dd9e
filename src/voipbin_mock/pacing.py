"""Pacing: how a mock's clock follows real time when nobody moves it by hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from voipbin_mock.clock import Clock

#: The modes of a clock: ms of the mock's time per ms of real time; 0 waits to be moved by hand.
MODES: dict[str, int] = {"virtual": 0, "real": 1, "20x": 20}


class Pacer:
    """Moves the clock of ``read_clock()`` at the speed of its mode.

    A timer of the event loop runs each event when it is due. A request first catches up with the time that has
    passed: what it sees is what that timer would have done by then, so looking changes nothing.
    """

    def __init__(self, mode: str, read_clock: Callable[[], Clock]) -> None:
        self._read_clock = read_clock
        self._handle: asyncio.TimerHandle | None = None
        self._armed_for: int | None = None
        self.set_mode(mode)

    def set_mode(self, mode: str) -> None:
        """Go on in another mode from the present moment; raises :class:`ValueError` for an unknown one."""
        if mode not in MODES:
            raise ValueError(f"no such clock: {mode}; there are {', '.join(MODES)}")
        self.mode = mode
        self._speed = MODES[mode]
        self.restart()

    def restart(self) -> None:
        """Take the clock's present as the point from which real time counts."""
        self._disarm()
        self._started_s = time.monotonic()
        self._started_ms = self._read_clock().now_ms

    def catch_up(self) -> None:
        """Run what has become due."""
        if self._speed:
            passed_ms = int((time.monotonic() - self._started_s) * 1000 * self._speed)
            self._read_clock().advance_to(self._started_ms + passed_ms)

    def arm(self) -> None:
        """Ask the running event loop to wake this pacer when the next event is due."""
        due_ms = self._read_clock().next_due_ms() if self._speed else None
        if due_ms == self._armed_for and self._handle is not None:
            return
        self._disarm()
        if due_ms is not None:
            due_s = self._started_s + (due_ms - self._started_ms) / 1000 / self._speed
            self._armed_for = due_ms
            self._handle = asyncio.get_running_loop().call_later(max(0.001, due_s - time.monotonic()), self._wake)

    def hold(self, duration_ms: int) -> None:
        """Keep whoever asked waiting in real time; only faults do that. The mock's own time stands still."""
        time.sleep(duration_ms / 1000)  # noqa: TID251 - an answer that is really late

    def _wake(self) -> None:
        self._handle = None
        self.catch_up()
        self.arm()

    def _disarm(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._handle, self._armed_for = None, None
