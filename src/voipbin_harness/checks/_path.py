"""What a walk through a flow is made of: the flow, where it stands, how exact it is, why it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks._wellformed import following, objects, places

#: What an action came to, by its position; the end of the call is at the position ``END``.
Outcome = tuple[int, str]
END = -1


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """The actions of a flow, where each id stands, and the position after each action."""

    actions: tuple[dict[str, Any], ...]
    places: Mapping[str, int]
    after: tuple[int, ...]

    @classmethod
    def of(cls, actions: object) -> Flow:
        """Read a list of actions."""
        found = objects(actions)
        return cls(tuple(found), places(found), tuple(following(found)))

    def place(self, target: object) -> int | None:
        """Return where the action of that id stands, ``None`` where there is none."""
        return self.places.get(str(target).lower())


@dataclass(frozen=True, slots=True)
class State:
    """Where a walk stands: at ``position`` in the ``flow`` and ``cursor`` in the events.

    The action begins between ``lo`` and ``hi`` (ms). ``early`` is what the next receive may begin with: the newest
    digit pressed during a prompt, or one pressed while nobody listened, of which nothing is documented. ``digits`` is
    what the last receive took, ``variables`` what ``variable_set`` has set (``None``: to something unknown), ``jumps``
    how often each goto was taken, ``outcomes`` what the actions came to. ``outer`` are the flows that have fetched
    this one, and where they go on; ``ahead`` the ends of prompts that the flow does not wait for, by their index.
    """

    flow: Flow
    position: int
    cursor: int
    lo: float
    hi: float
    early: tuple[str, ...] = ("",)
    digits: str = ""
    variables: tuple[tuple[str, str | None], ...] = ()
    jumps: tuple[tuple[tuple[int, int], int], ...] = ()
    outer: tuple[tuple[Flow, int], ...] = ()
    ahead: tuple[int, ...] = ()
    outcomes: tuple[Outcome, ...] = field(default=(), compare=False)

    @property
    def here(self) -> int:
        """The position in the flow that was posted: of this action, or of the one that has fetched its flow."""
        position = self.outer[0][1] if self.outer else self.position
        return min(position, len(self.outer[0][0].actions if self.outer else self.flow.actions))

    def on(self, **changes: Any) -> State:
        """Return the state at the next action."""
        return replace(self, position=self.flow.after[self.position], **changes)

    def at(self, position: int, **changes: Any) -> State:
        """Return the state at another action of the flow."""
        return replace(self, position=position, **changes)

    def into(self, flow: Flow) -> State:
        """Return the state at the beginning of a flow that runs before the next action of this one."""
        return replace(self, flow=flow, position=0, outer=(*self.outer, (self.flow, self.position)))

    def out(self) -> State:
        """Return the state at the action after the one that has fetched this flow; its jumps are forgotten."""
        *outer, (flow, position) = self.outer
        jumps = tuple(entry for entry in self.jumps if entry[0][0] <= len(outer))
        return replace(self, flow=flow, position=flow.after[position], outer=tuple(outer), jumps=jumps)

    def past(self, event: LegEvent, **changes: Any) -> State:
        """Return the state after an event, which sets the time."""
        return replace(self, **{"cursor": self.cursor + 1, "lo": event.at_ms, "hi": event.at_ms, **changes})

    def knows(self, variable: str) -> str | None:
        """Return the value that a variable was given, ``None`` where nobody here knows it."""
        return dict(self.variables).get(variable)

    def given(self, variable: str, value: str | None) -> State:
        """Return the state in which a variable has a value."""
        return replace(self, variables=tuple(sorted({**dict(self.variables), variable: value}.items())))

    def saw(self, outcome: str) -> State:
        """Return the state in which the action that it stands at has come to something."""
        return self if self.outer else replace(self, outcomes=(*self.outcomes, (self.position, outcome)))

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
    """The flow takes too long to follow, or holds an action that no document names."""


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
