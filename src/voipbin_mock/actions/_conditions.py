"""Conditions: the flow goes on when one holds and jumps when it does not.

[C] names the types and none of their options, so none is required. What the options are called was read from the
provider's public source; a comparison that is not given is ``==`` and a value that is not given is empty [D].
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import action_id_or_nil, one_of, optional
from voipbin_mock.flow.turn import Turn

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}

COMPARISON = one_of(*_COMPARE)
FALSE_TARGET = {"false_target_id": optional(action_id_or_nil)}


def compare(condition: str, left: float | str, right: float | str) -> bool:
    """Return whether ``left condition right`` holds."""
    return _COMPARE[condition](left, right)


class Condition(Action):
    """Goes on when :meth:`holds`, else jumps to ``false_target_id``, if there is one."""

    editions = frozenset({"current"})

    def start(self, turn: Turn) -> None:
        """Decide."""
        holds = self.holds(turn)
        turn.happen("condition", holds=holds)
        if not holds:
            turn.jump(turn.option.get("false_target_id", "").lower())

    def holds(self, turn: Turn) -> bool:
        """Return whether the condition is met."""
        raise NotImplementedError
