"""Feeding a flow: one event at a time, and those that come up meanwhile afterwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from voipbin_mock.flow import events as ev
from voipbin_mock.flow.interpreter import Interpreter
from voipbin_mock.flow.state import State


class Mailbox:
    """Holds the state of one running flow and gives it events in order, however they nest."""

    def __init__(
        self,
        interpreter: Interpreter,
        state: State,
        facts: Callable[[], ev.CallFacts],
        do: Callable[[ev.Effect], None],
    ) -> None:
        self._interpreter = interpreter
        self._facts = facts
        self._do = do
        self._waiting: deque[ev.Event] = deque()
        self._busy = False
        self.state = state

    def feed(self, event: ev.Event) -> None:
        """Take an event and do what follows from it."""
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                taken = self._waiting.popleft()
                self.state, effects = self._interpreter.step(self.state, taken, self._facts())
                for effect in effects:
                    self._do(effect)
        finally:
            self._busy = False
