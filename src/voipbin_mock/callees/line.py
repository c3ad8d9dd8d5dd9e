"""What a callee can do to a call: the far end of a leg."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from voipbin_mock.clock import Timer
from voipbin_mock.records import Call


class Line(Protocol):
    """A call as the one who is called has it in hand. What cannot be done any more does nothing."""

    call: Call

    def after(self, delay_ms: int, action: Callable[[], None]) -> Timer:
        """Do something later, if the call is not over by then."""
        ...

    def ring(self) -> None:
        """Ring."""
        ...

    def answer(self) -> None:
        """Answer."""
        ...

    def reject(self, code: int) -> None:
        """Turn the call down with a SIP status."""
        ...

    def press(self, digit: str) -> None:
        """Press a key."""
        ...

    def leave(self) -> None:
        """Hang up."""
        ...
