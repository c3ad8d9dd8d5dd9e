"""Who is called. A callee sees a :class:`~voipbin_mock.legs.Leg` and does to it what a telephone can do."""

from __future__ import annotations

from typing import Protocol

from voipbin_mock.callees.line import Line


class Callee(Protocol):
    """The far end of one leg."""

    def reached(self, line: Line) -> None:
        """The call has arrived: ring, answer or reject."""
        ...

    def answered(self) -> None:
        """The call is answered."""
        ...

    def prompt_over(self) -> None:
        """A prompt has been heard to its end."""
        ...

    def gone(self) -> None:
        """The call is over."""
        ...
