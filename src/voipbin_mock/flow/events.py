"""What goes into the interpreter (events, the call) and what comes out of it (effects)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from voipbin_mock.flow.body import FlowAction, FlowBody


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What a flow may know of its call at this moment; ``present`` is false for a flow that runs without one."""

    status: str
    now: datetime
    present: bool = True


# Events


@dataclass(frozen=True, slots=True)
class Started:
    """The flow begins."""


@dataclass(frozen=True, slots=True)
class Woken:
    """The time that :class:`Wake` with the same ``token`` asked for is up."""

    token: int


@dataclass(frozen=True, slots=True)
class DigitPressed:
    """The other party pressed a key."""

    digit: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to :class:`Fetch`; ``flow`` is ``None`` when there is no such flow."""

    flow: FlowBody | None


@dataclass(frozen=True, slots=True)
class Parted:
    """The answer to :class:`Dial`: the other party has left, or nobody could be reached.

    ``reason`` is the hangup reason of the first leg.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The call is over or somebody stops the flow."""


Event = Started | Woken | DigitPressed | Fetched | Parted | Stopped


# Effects


@dataclass(frozen=True, slots=True)
class Executed:
    """An action begins."""

    action: FlowAction


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened on the leg that belongs in its trace, ``after_ms`` ms from now."""

    event: str
    detail: Mapping[str, Any]
    after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Wake:
    """Send :class:`Woken` with this ``token`` after ``after_ms`` ms."""

    after_ms: int
    token: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the call, if it rings here."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """Look up a flow and send :class:`Fetched`."""

    flow_id: str


@dataclass(frozen=True, slots=True)
class Dial:
    """Dial the option's destinations together, bridge the first that answers, then send :class:`Parted`."""

    option: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlaceCalls:
    """Make calls of their own, as ``POST /calls`` would."""

    option: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call; the reason of ``reference_id``'s call, if given, counts for more than ``reason``."""

    reason: str
    reference_id: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Start (``on``) or stop to record the call."""

    on: bool


@dataclass(frozen=True, slots=True)
class Mute:
    """Mute the call in a direction."""

    direction: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The flow is over; ``hang_up`` says whether the platform now ends the call."""

    hang_up: bool = field(default=True)


Effect = Executed | Happened | Wake | Answer | Fetch | Dial | PlaceCalls | HangUp | Record | Mute | Finished
