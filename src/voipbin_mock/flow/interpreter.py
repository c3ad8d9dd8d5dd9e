"""The interpreter: ``(flow, state, event, call) -> (state, effects)``, and nothing else.

It keeps nothing, reads no clock and touches no store: the same arguments always give the same result. What an action
does stands in its own file in ``voipbin_mock.actions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from voipbin_mock.flow import events as ev
from voipbin_mock.flow.state import State
from voipbin_mock.flow.turn import Turn

if TYPE_CHECKING:
    from voipbin_mock.actions import Action

#: Actions that may run while no time passes, and in all; then the flow is a runaway and its call fails [D].
MOST_AT_ONCE, MOST_IN_ALL = 1_000, 10_000


class Interpreter:
    """Runs flows by the vocabulary ``actions``: one object for each action type."""

    def __init__(self, actions: Mapping[str, Action]) -> None:
        self.actions = dict(actions)

    def step(self, state: State, event: ev.Event, call: ev.CallFacts) -> tuple[State, tuple[ev.Effect, ...]]:
        """Return the state after ``event`` and what the platform has to do for it."""
        if not state.running:
            return state, ()
        turn = Turn(state, call)
        self._take(turn, event)
        while turn.running and not turn.waiting:
            self._next_action(turn)
        return turn.state(), tuple(turn.effects)

    def _take(self, turn: Turn, event: ev.Event) -> None:
        """Give the event to the action that waits for it."""
        if isinstance(event, ev.Started):
            return
        current = turn.current
        if current is None:
            turn.waiting = isinstance(event, ev.Woken | ev.DigitPressed)
            turn.running = not isinstance(event, ev.Stopped)
            return
        action = self.actions[current.type]
        match event:
            case ev.Woken(token) if token != turn.token:
                turn.waiting = True
            case ev.DigitPressed(digit):
                turn.waiting = True
                action.on_digit(turn, digit)
            case ev.Stopped():
                action.on_stop(turn)
                turn.running = False
            case _:
                action.resume(turn, event)

    def _next_action(self, turn: Turn) -> None:
        action = turn.step_on()
        if action is None:
            turn.finish()
        elif turn.at_once >= MOST_AT_ONCE or turn.in_all >= MOST_IN_ALL:
            turn.hang_up("failed")
        else:
            turn.begin(action)
            self.actions[action.type].start(turn)
