"""One turn of the interpreter: the working copy of a state that an action writes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voipbin_mock.clock import DAY_MS
from voipbin_mock.flow import events as ev
from voipbin_mock.flow.body import FlowAction, FlowBody
from voipbin_mock.flow.state import Frame, State
from voipbin_mock.flow.variables import substitute
from voipbin_mock.ids import NIL_UUID

#: The longest that one action waits, in ms: longer than any call lasts.
LONGEST_WAIT_MS = 2 * DAY_MS


class Turn:
    """What an action sees and may do. An action that does not :meth:`wait` is followed by the next one."""

    def __init__(self, state: State, call: ev.CallFacts) -> None:
        self._frames = list(state.frames)
        self._target: int | None = None
        self.call = call
        self.variables = state.variables
        self.pending = state.pending
        self.local = state.local
        self.jumps = state.jumps
        self.token = state.token
        self.at_once = state.at_once
        self.in_all = state.in_all
        self.running = True
        self.waiting = False
        self.effects: list[ev.Effect] = []

    # What an action sees

    @property
    def current(self) -> FlowAction | None:
        """The action that runs, ``None`` before the first."""
        frame = self._frames[-1]
        return frame.flow.actions[frame.position] if frame.position >= 0 else None

    @property
    def option(self) -> Mapping[str, Any]:
        """The options of the action that runs, with variables filled in."""
        current = self.current
        option: Mapping[str, Any] = substitute(dict(current.option), self.variables) if current else {}
        return option

    # What an action may do

    def happen(self, event: str, *, after_ms: int = 0, **detail: Any) -> None:
        """Put something into the trace of the leg, now or ``after_ms`` ms from now."""
        self.effects.append(ev.Happened(event, detail, after_ms))

    def emit(self, effect: ev.Effect) -> None:
        """Ask the platform to do something."""
        self.effects.append(effect)

    def wait(self, duration_ms: int | None = None, *local: str | int) -> None:
        """Stay with this action: for ``duration_ms`` ms, or for an answer if ``None``.

        ``local`` is what the action remembers until then.
        """
        self.waiting = True
        self.local = local
        self.token += 1
        if duration_ms is not None:
            self.emit(ev.Wake(min(duration_ms, LONGEST_WAIT_MS), self.token))
        if duration_ms:
            self.at_once = 0

    def remember(self, *local: str | int) -> None:
        """Go on waiting as before, with this to remember."""
        self.waiting = True
        self.local = local

    def go_on(self) -> None:
        """Stop to wait: the next action is due."""
        self.waiting = False

    def set_variable(self, name: str, value: str) -> None:
        """Set a variable; an empty value is as good as none."""
        self.variables = {**self.variables, name: value}

    def jump(self, action_id: str) -> None:
        """Let the action of that id, in the same flow, be the next."""
        self._target = self._frames[-1].flow.position(action_id)

    def count_jump(self) -> int:
        """Count a jump of the action that runs and return how often it has jumped, this one included."""
        frame = self._frames[-1]
        key = (len(self._frames), frame.flow.actions[frame.position].id)
        self.jumps = {**self.jumps, key: self.jumps.get(key, 0) + 1}
        return self.jumps[key]

    @property
    def jumped(self) -> int:
        """How often the action that runs has jumped."""
        frame = self._frames[-1]
        return self.jumps.get((len(self._frames), frame.flow.actions[frame.position].id), 0)

    def enter(self, flow: FlowBody) -> None:
        """Run another flow before the next action of this one."""
        self._frames.append(Frame(flow))

    def finish(self) -> None:
        """End the flow; the platform hangs up."""
        self.running = False
        self.emit(ev.Finished())

    def hang_up(self, reason: str, reference_id: str = "") -> None:
        """End the flow and the call."""
        self.running = False
        self.emit(ev.HangUp(reason, reference_id))

    # For the interpreter

    def step_on(self) -> FlowAction | None:
        """Move to the next action and return it, ``None`` when the actions have run out."""
        while self._frames:
            frame = self._frames[-1]
            position = self._follow(frame.flow, frame.position)
            if position < len(frame.flow.actions):
                self._frames[-1] = Frame(frame.flow, position)
                return frame.flow.actions[position]
            if len(self._frames) == 1:
                return None
            self._leave_frame()
        return None

    def begin(self, action: FlowAction) -> None:
        """Count the action and tell the platform that it begins."""
        self.at_once += 1
        self.in_all += 1
        self.local = ()
        self.emit(ev.Executed(action))

    def state(self) -> State:
        """Return the state after this turn."""
        return State(
            frames=tuple(self._frames),
            variables=self.variables,
            pending=self.pending,
            local=self.local,
            jumps=self.jumps,
            token=self.token,
            at_once=self.at_once,
            in_all=self.in_all,
            running=self.running,
        )

    def _leave_frame(self) -> None:
        """Go back to the flow below; the jumps of this one are forgotten."""
        self._frames.pop()
        depth = len(self._frames)
        self.jumps = {key: times for key, times in self.jumps.items() if key[0] <= depth}

    def _follow(self, flow: FlowBody, position: int) -> int:
        """Return the position after this one: where a jump or ``next_id`` leads, else the following."""
        if self._target is not None:
            position, self._target = self._target, None
            return position
        next_id = flow.actions[position].next_id if position >= 0 else NIL_UUID
        named = flow.position(next_id) if next_id != NIL_UUID else None
        return position + 1 if named is None else named
