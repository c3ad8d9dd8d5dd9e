"""A flow as data: its actions in order, found by position and by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voipbin_mock.ids import NIL_UUID


@dataclass(frozen=True, slots=True)
class FlowAction:
    """One action of a flow; ``option`` is what was posted, ``next_id`` names the action after it, if given [C]."""

    id: str
    type: str
    option: Mapping[str, Any]
    next_id: str = NIL_UUID


class FlowBody:
    """The actions of a flow. Of several actions with one id the first is the one that is jumped to."""

    __slots__ = ("_positions", "actions")

    def __init__(self, actions: tuple[FlowAction, ...]) -> None:
        self.actions = actions
        self._positions = {action.id: position for position, action in reversed(tuple(enumerate(actions)))}

    def position(self, action_id: str) -> int | None:
        """Return where the action of that id stands, ``None`` when there is none."""
        return self._positions.get(action_id)
