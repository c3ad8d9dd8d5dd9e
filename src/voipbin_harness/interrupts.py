"""Ctrl-C and SIGTERM: noted when they come, and heeded where nothing is in the middle of anything.

An exception that a signal raises between any two instructions may fall into the teardown of somebody's hook, which
turns it into another one, or between a line of the ledger and what is remembered of it. So a signal leaves a note, and
the next request, the next test, or whoever waits stops for it. A second one while the first is not yet heeded stops at
once.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
#: How long a wait goes on before it looks for a note, in s.
_GLANCE_S = 0.1


@dataclass(slots=True)
class _Note:
    """Whether a signal has come, and whether it is to wait until something is brought to its end."""

    came: bool = False
    put_off: bool = False


_note = _Note()


def heed() -> None:
    """Raise :class:`KeyboardInterrupt` where a signal has come."""
    if _note.came and not _note.put_off:
        _note.came = False
        raise KeyboardInterrupt


def pause(seconds: float) -> None:
    """Wait so many s of the wall; raises :class:`KeyboardInterrupt` when a signal comes meanwhile."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        heed()
        time.sleep(min(left, _GLANCE_S))  # noqa: TID251 - what the live clock waits with
    heed()


@contextmanager
def noted() -> Iterator[None]:
    """Let signals only leave a note, inside of this; what nobody has heeded at its end is forgotten."""
    try:
        with _handled(_take):
            yield
    finally:
        _note.came = False


def raised() -> AbstractContextManager[None]:
    """Stop at once at either signal, inside of this: for who only waits for others, and has nothing to lose."""
    return _handled(_stop)


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Handle signals so, inside of this; in a thread beside the main one Python lets nobody do that."""
    mine = _SIGNALS if threading.current_thread() is threading.main_thread() else ()
    before = {one: signal.signal(one, handler) for one in mine}
    try:
        yield
    finally:
        for one, handled in before.items():
            signal.signal(one, handled)


@contextmanager
def put_off() -> Iterator[None]:
    """Bring to its end what must not be left half done; a second signal ends that too."""
    _note.put_off = True
    try:
        yield
    finally:
        _note.put_off = False


def _take(signum: int, frame: FrameType | None) -> None:
    if _note.came:
        _stop(signum, frame)
    _note.came = True


def _stop(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
