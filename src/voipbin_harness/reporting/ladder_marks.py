"""The marks that a ladder diagram is made of. Lane 0 is the API client, 1 the platform; each leg has one from 2 on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CLIENT, PLATFORM, CALLEE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """Something that goes from one lane to another."""

    start: int
    end: int
    label: str
    kind: Literal["api", "sip", "voice", "digit", "bridge"] = "sip"
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Pill:
    """A status that a leg has reached; ``leg`` is the leg's lane, ``lane`` where it is shown."""

    lane: int
    leg: int
    status: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Something that lasts: an action on the platform's lane, a prompt on a leg's."""

    lane: int
    title: str
    text: str = ""
    kind: Literal["action", "prompt"] = "action"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark at a lane."""

    lane: int
    text: str


Mark = Arrow | Pill | Box | Note


@dataclass(slots=True)
class Row:
    """What happens at one time, drawn side by side; ``at_ms`` counts from the call's first sign."""

    at_ms: int
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """A whole call: the names of its lanes and its rows in order."""

    lanes: list[str]
    rows: list[Row]
    heard: bool
