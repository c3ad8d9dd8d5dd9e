"""What a walk through a flow is made of: where it stands, how exact it has to be, and why it does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from voipbin_harness.callees.heard import LegEvent

#: What an action came to, by its position; the end of the call is at the position ``END``.
Outcome = tuple[int, str]
END = -1


@dataclass(frozen=True, slots=True)
class State:
    """Where a walk stands: at ``position`` in the flow and ``cursor`` in the events.

    The action begins between ``lo`` and ``hi`` (ms). ``early`` is what the next receive may begin with: the newest
    digit pressed during a prompt, or one pressed while nobody listened, of which nothing is documented. ``digits`` is
    what the last receive took, ``jumps`` how often each goto was taken, ``outcomes`` what the actions came to.
    """

    position: int
    cursor: int
    lo: float
    hi: float
    early: tuple[str, ...] = ("",)
    digits: str = ""
    jumps: tuple[tuple[int, int], ...] = ()
    outcomes: tuple[Outcome, ...] = field(default=(), compare=False)

    def on(self, **changes: Any) -> State:
        """Return the state at the next action."""
        return replace(self, position=self.position + 1, **changes)

    def past(self, event: LegEvent, **changes: Any) -> State:
        """Return the state after an event, which sets the time."""
        return replace(self, **{"cursor": self.cursor + 1, "lo": event.at_ms, "hi": event.at_ms, **changes})

    def saw(self, outcome: str) -> State:
        """Return the state in which the action that it stands at has come to something."""
        return replace(self, outcomes=(*self.outcomes, (self.position, outcome)))

    def ended(self, outcome: str) -> State:
        """Return the state in which the call is over."""
        return replace(self, outcomes=(*self.outcomes, (END, outcome)))


@dataclass(frozen=True, slots=True)
class Refuted:
    """Why a walk does not fit: the action, what it should have given, what came instead, and how far it got."""

    position: int
    expected: str
    observed: str
    cursor: int = 0


class Undecidable(Exception):
    """The flow holds an action that the walk knows nothing of, or takes too long to follow."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``slack_ms`` is how much two clocks may differ; ``end_ms`` is up to when the events are complete.

    ``cut`` is whether a request may have ended the call; ``buffers`` whether a digit that is pressed while nobody
    receives surely counts for the next receive.
    """

    slack_ms: float
    end_ms: float
    cut: bool
    buffers: bool


def seen(event: LegEvent | None, *, late: bool) -> str:
    """Return an event in words; ``late`` says that it is the time that is wrong."""
    if event is None:
        return "nothing"
    what = {
        "prompt": f"to hear {short(event.detail.get('text', event.detail.get('url')))}",
        "prompt_end": "the end of a prompt" if event.detail.get("completed", True) else "a prompt cut short",
        "digit_heard": f"the tone {event.detail.get('digit')}",
        "hangup": f"the end of the call ({event.detail.get('by')})",
        "bridged": "another party",
    }.get(event.event, event.event)
    return f"{what}, at another time" if late else what


def short(content: object) -> str:
    """Return the content of a prompt, cut to a readable length."""
    text = str(content)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}…"'
