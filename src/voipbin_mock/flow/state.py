"""The state of a running flow: immutable, so that a turn of the interpreter cannot leave a half-done one behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voipbin_mock.flow.body import FlowBody


@dataclass(frozen=True, slots=True)
class Frame:
    """A flow and the position in it; ``fetch_flow`` lays one upon the other."""

    flow: FlowBody
    position: int = -1


@dataclass(frozen=True, slots=True)
class State:
    """All that a flow remembers between two events.

    ``pending`` is the newest digit pressed outside a receive, ``local`` what the running action remembers, ``jumps``
    counts jumps by depth and action id, ``token`` names the newest :class:`~voipbin_mock.flow.events.Wake`.
    """

    frames: tuple[Frame, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    pending: str = ""
    local: tuple[str | int, ...] = ()
    jumps: Mapping[tuple[int, str], int] = field(default_factory=dict)
    token: int = 0
    at_once: int = 0
    in_all: int = 0
    running: bool = True

    @classmethod
    def of(cls, flow: FlowBody, variables: Mapping[str, str] | None = None) -> State:
        """Return the state of a flow that has not begun."""
        return cls((Frame(flow),), dict(variables or {}))
