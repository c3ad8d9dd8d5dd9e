"""The flow language as a walk: could this flow have given the callee what the callee had?

Written from FACTS.md (Actions, A call) and the documented options alone, as a second opinion: the mock's interpreter
says what happens next, this says only whether what happened is possible. Where the documentation leaves a choice, all
of them are followed; where it leaves everything open, what follows is taken as it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks import _deciding, _hearing
from voipbin_harness.checks._path import Flow, Limits, Refuted, State, Undecidable, seen
from voipbin_harness.checks._wellformed import option

#: What a callee sees and hears on its own leg; everything else in a trace is somebody else's word.
HEARD = frozenset({"prompt", "prompt_end", "digit_heard", "digit_pressed", "bridged", "unbridged", "hangup"})
#: How many states a walk may go through before it gives up, and how deep flows may fetch each other.
MOST_STEPS, DEEPEST = 20_000, 50

Doing = Callable[["Walk", State, Mapping[str, Any]], Iterator[State]]


def _no_flow(_flow_id: str) -> list[Any] | None:
    return None


class Walk:
    """Follows one flow along what one callee had.

    ``fetch`` gives the actions of a stored flow by its id, ``None`` where nobody knows them.
    """

    def __init__(
        self,
        actions: Any,
        events: tuple[LegEvent, ...],
        limits: Limits,
        fetch: Callable[[str], list[Any] | None] = _no_flow,
    ) -> None:
        self.events = tuple(event for event in events if event.event in HEARD)
        self.limits = limits
        self.refuted: list[Refuted] = []
        self._main = Flow.of(actions)
        self._fetch = fetch
        self._fetched: dict[str, Flow | None] = {}
        self._ended: State | None = None
        self._open: State | None = None
        self._doings: Mapping[str, Doing] = {**_deciding.DOINGS, **_hearing.DOINGS}
        if any(event.detail.get("kind") == "sound" for event in events):
            self._hear_no_words()

    def _hear_no_words(self) -> None:
        """Follow what is left where the callee heard sound and no words: tones, keys, other parties, the end."""
        self.events = tuple(event for event in self.events if event.event not in ("prompt", "prompt_end"))
        self._doings = {**self._doings, "talk": _hearing.unheard, "play": _hearing.unheard}

    def run(self, begun: float | None) -> State | None:
        """Return where a fitting walk ended that began at ``begun`` ms (``None``: nobody knows); ``None`` for none.

        Raises :class:`Undecidable`.
        """
        todo = [State(self._main, 0, 0, 0 if begun is None else begun, inf if begun is None else begun)]
        visited: set[State] = set()
        turns = False
        while todo and self._ended is None and len(visited) <= MOST_STEPS:
            state = todo.pop()
            if state in visited or len(state.outer) > DEEPEST:  # a platform may give such a flow up
                turns = True
                self._ended = state.ended("cut short") if self.ends_from_outside(state) else None
                continue
            visited.add(state)
            todo.extend(self._step(state))
        ended = self._ended or self._open
        if ended is None and todo:
            raise Undecidable("the flow is too long to follow")
        if ended is None and turns:
            raise Undecidable("the flow turns in a circle while no time passes")
        return ended

    def _step(self, state: State) -> Iterable[State]:
        """Return every state that one action can lead to."""
        if state.position >= len(state.flow.actions):
            return [state.out()] if state.outer else list(_hearing.hangup(self, state, {}))
        action = state.flow.actions[state.position]
        kind = str(action.get("type"))
        if kind not in self._doings:
            raise Undecidable(f"nothing is known of the action {kind!r}")
        return list(self._doings[kind](self, state, option(action)))

    def fetched(self, flow_id: str) -> Flow | None:
        """Return a stored flow, ``None`` where nobody knows what it holds."""
        if flow_id not in self._fetched:
            actions = self._fetch(flow_id)
            self._fetched[flow_id] = None if actions is None else Flow.of(actions)
        return self._fetched[flow_id]

    # Events

    def peek(self, state: State) -> tuple[State, LegEvent | None]:
        """Return the next event; the ends of prompts that nobody waits for are passed over."""
        while state.cursor in state.ahead:
            state = replace(state, cursor=state.cursor + 1)
        return state, self.events[state.cursor] if state.cursor < len(self.events) else None

    def next(self, state: State, until: float = inf, *, in_prompt: bool = False) -> tuple[State, LegEvent | None]:
        """Return the next event; digits that are pressed while nobody receives are passed over and remembered."""
        while True:
            state, event = self.peek(state)
            if event is None or event.event != "digit_pressed" or event.at_ms > until:
                return state, event
            digit = str(event.detail.get("digit", ""))
            early = (digit,) if in_prompt else tuple(dict.fromkeys((*state.early, digit)))
            state = replace(state, cursor=state.cursor + 1, early=early)

    def in_time(self, state: State, event: LegEvent, takes_ms: float = 0) -> bool:
        """Whether an event comes when the action begins, or not more than ``takes_ms`` later."""
        return state.lo - self.limits.slack_ms <= event.at_ms <= state.hi + takes_ms + self.limits.slack_ms

    # Ends of the walk

    def end(self, state: State, outcome: str) -> None:
        """The call has ended as the flow says: this walk fits."""
        self._ended = state.ended(outcome)

    def anything(self, state: State) -> None:
        """From here on no document says what follows: the walk fits, unless one that says more fits as well."""
        self._open = self._open or state.ended("left open")

    def fail(self, state: State, expected: str, event: LegEvent | None, *, due: float, late: bool = False) -> None:
        """Note that this walk does not fit, unless the call was ended from outside or is not that far yet."""
        if event is None and self.limits.end_ms <= due + self.limits.slack_ms:
            self._ended = state
        elif event is not None and self.ends_from_outside(state):
            self._ended = state.ended("cut short")
        else:
            self.refuted.append(Refuted(state.here, expected, seen(event, late=late), state.cursor))

    def ends_from_outside(self, state: State) -> bool:
        """Whether nothing comes but the end of the call, and the flow need not have brought it about."""
        left = enumerate(self.events[state.cursor :], start=state.cursor)
        rest = [event for index, event in left if event.event != "digit_pressed" and index not in state.ahead]
        while rest and (rest[0].event == "unbridged" or rest[0].detail.get("completed") is False):
            rest.pop(0)
        if not rest or rest[0].event != "hangup":
            return False
        told = rest[0].detail
        return told.get("by") == "remote" or told.get("reason", "normal") != "normal" or self.limits.cut
