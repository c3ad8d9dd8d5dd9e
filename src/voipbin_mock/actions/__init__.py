"""The vocabulary of flows: one file for each action type, found by itself.

To add one, write a module with a class that derives from :class:`Action`. Everything an action does goes through its
:class:`~voipbin_mock.flow.turn.Turn`; it keeps nothing of its own, so one object serves all calls.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import ClassVar

from voipbin_mock.flow.events import Event
from voipbin_mock.flow.options import Option
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import Provenance


class Action:
    """One action type.

    ``editions`` are those whose vocabulary has it, ``option`` the rules of its option's members.
    """

    type: ClassVar[str]
    editions: ClassVar[frozenset[str]] = frozenset({"tutorial", "current"})
    option: ClassVar[Mapping[str, Option]] = {}
    provenance: ClassVar[Provenance]

    def start(self, turn: Turn) -> None:
        """Begin; without :meth:`Turn.wait` the next action follows at once."""
        raise NotImplementedError

    def resume(self, turn: Turn, event: Event) -> None:
        """Go on after a wait; without another one the next action follows."""

    def on_digit(self, turn: Turn, digit: str) -> None:
        """Take a digit while this action runs: it counts for the next receive, the newest only [D]."""
        turn.pending = digit

    def on_stop(self, turn: Turn) -> None:
        """Leave something behind when the flow is stopped during this action."""


@cache
def all_actions() -> Mapping[str, Action]:
    """Return one object of every action type, by type.

    A module gives the classes that it defines, or those in its list ``ACTIONS``.
    """
    found: list[type[Action]] = []
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{__name__}.{info.name}")
            found += getattr(module, "ACTIONS", None) or _defined_in(module)
    return {action.type: action() for action in found}


def _defined_in(module: ModuleType) -> list[type[Action]]:
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Action) and thing.__module__ == module.__name__
    ]


def vocabulary(edition: str) -> dict[str, Action]:
    """Return the action types of an edition: new objects, so that a fault in one mock is in no other."""
    return {name: type(action)() for name, action in all_actions().items() if edition in action.editions}
