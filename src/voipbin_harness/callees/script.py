"""A callee script: what the one who is called does, as data.

The same script is played by every back-end: the mock's simulated callees, an owned number running a flow, a
SIP user agent.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

BUSY, NO_ANSWER, DECLINE, UNREACHABLE = 486, 480, 603, 503


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that an answered callee does, ``delay_ms`` after ``after``.

    ``after`` is ``answer`` or ``prompt`` (the end of the ``nth`` prompt heard, counted from 1). ``digits`` are
    the keys that ``press`` presses.
    """

    do: Literal["press", "hangup"]
    after: Literal["answer", "prompt"] = "answer"
    nth: int = 1
    delay_ms: int = 0
    digits: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the act as ``POST /_mock/callees`` takes it."""
        act: dict[str, Any] = {"do": self.do, "after": self.after, "delay_ms": self.delay_ms}
        if self.after == "prompt":
            act["nth"] = self.nth
        if self.do == "press":
            act["digits"] = self.digits
        return act


@dataclass(frozen=True, slots=True)
class CalleeScript:
    """How a callee takes a call.

    ``outcome`` is ``answer``, ``reject`` (with the SIP status ``code``) or ``no_answer`` (rings until the caller
    gives up). ``ring_ms`` is how long it rings before it answers or rejects, in ms; an ``unreachable`` callee is a
    ``reject`` with 503 that never rings.
    """

    outcome: Literal["answer", "reject", "no_answer"] = "answer"
    ring_ms: int = 2000
    code: int = 0
    acts: tuple[Act, ...] = field(default=())

    def then(self, act: Act) -> CalleeScript:
        """Return the script with one more act."""
        return replace(self, acts=(*self.acts, act))

    def as_json(self) -> dict[str, Any]:
        """Return the script as ``POST /_mock/callees`` takes it."""
        script: dict[str, Any] = {"outcome": self.outcome, "ring_ms": self.ring_ms}
        if self.outcome == "reject":
            script["code"] = self.code
        if self.acts:
            script["acts"] = [act.as_json() for act in self.acts]
        return script
