"""The flow language as a walk: could this flow have given the callee what the callee had?

Written from FACTS.md (Actions, A call) alone, as a second opinion: the mock's interpreter says what happens next,
this says only whether what happened is possible. Where the documentation leaves a choice, all of them are followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks._path import Limits, Refuted, State, Undecidable, seen, short
from voipbin_harness.checks._wellformed import objects, option

#: What a callee sees and hears on its own leg; everything else in a trace is somebody else's word.
HEARD = frozenset({"prompt", "prompt_end", "digit_heard", "digit_pressed", "bridged", "unbridged", "hangup"})
#: Actions that the callee hears nothing of, and that lead to the next action.
SILENT = frozenset(
    {"answer", "variable_set", "message_send", "recording_start", "recording_stop", "mute", "webhook_send"}
)
#: How many states a walk may go through before it gives up, and the pause after tones where none is given, in ms.
MOST_STEPS, PAUSE_MS = 20_000, 1_000


class Walk:
    """Follows one flow along what one callee had."""

    def __init__(self, actions: Any, events: tuple[LegEvent, ...], limits: Limits) -> None:
        self.actions = objects(actions)
        self.events = tuple(event for event in events if event.event in HEARD)
        self.limits = limits
        self.refuted: list[Refuted] = []
        self._ended: State | None = None
        self._places = {
            str(action["id"]).lower(): index for index, action in reversed([*enumerate(self.actions)]) if "id" in action
        }
        self._doings: Mapping[str, Callable[[State, Mapping[str, Any]], Iterator[State]]] = {
            "talk": self._talk,
            "play": self._play,
            "dtmf_send": self._tones,
            "digits_send": self._tones,
            "digits_receive": self._receive,
            "branch": self._branch,
            "goto": self._goto,
            "sleep": self._sleep,
            "connect": self._connect,
            "hangup": self._hangup,
        }
        if any(event.detail.get("kind") == "sound" for event in events):
            self._hear_no_words()

    def _hear_no_words(self) -> None:
        """Follow what is left where the callee heard sound and no words: tones, keys, other parties, the end."""
        self.events = tuple(event for event in self.events if event.event not in ("prompt", "prompt_end"))
        self._doings = {**self._doings, "talk": self._unheard, "play": self._unheard}

    def run(self, begun: float | None) -> State | None:
        """Return where a fitting walk ended that began at ``begun`` ms (``None``: nobody knows); ``None`` for none.

        Raises :class:`Undecidable`.
        """
        todo = [State(0, 0, 0 if begun is None else begun, inf if begun is None else begun)]
        visited: set[State] = set()
        turns = False
        while todo and self._ended is None:
            state = todo.pop()
            if state in visited:  # a platform may give such a flow up
                turns = True
                self._ended = state.ended("cut short") if self._ends_from_outside(state.cursor) else None
                continue
            visited.add(state)
            todo.extend(self._step(state))
            if len(visited) > MOST_STEPS:
                raise Undecidable("the flow is too long to follow")
        if self._ended is None and turns:
            raise Undecidable("the flow turns in a circle while no time passes")
        return self._ended

    def _step(self, state: State) -> list[State]:
        """Return every state that one action can lead to."""
        if state.position >= len(self.actions):
            return list(self._hangup(state, {}))
        action = self.actions[state.position]
        kind = str(action.get("type"))
        if kind in SILENT:
            return [state.on()]
        if kind not in self._doings:
            raise Undecidable(f"nothing is known of the action {kind!r}")
        return list(self._doings[kind](state, option(action)))

    # Actions

    def _talk(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        if members.get("async") or members.get("digits_handle") == "next":
            raise Undecidable("a talk that the flow does not wait for, or that a key cuts short, may end at any time")
        heard = self._prompt(state, "text", members.get("text"))
        if heard is not None:
            yield heard.on()

    def _unheard(self, state: State, _members: Mapping[str, Any]) -> Iterator[State]:
        """Nobody can say how long it lasted."""
        yield state.on(hi=inf)

    def _play(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        heard: State | None = state
        urls = members.get("stream_urls")
        for url in urls if isinstance(urls, list) else ():
            heard = self._prompt(heard, "url", url) if heard is not None else None
        if heard is not None:
            yield heard.on()

    def _prompt(self, state: State, member: str, content: object) -> State | None:
        """Hear one prompt from beginning to end."""
        expected = f"to hear {short(content)}"
        state, event = self._next(state)
        if event is None or event.event != "prompt" or event.detail.get(member) != content:
            self._fail(state, expected, event, due=state.hi)
            return None
        if not self._in_time(state, event):
            self._fail(state, f"{expected} at once", event, due=state.hi, late=True)
            return None
        lasts = event.detail.get("duration_ms")
        state, ended = self._next(state.past(event), in_prompt=True)
        if ended is None or ended.event != "prompt_end" or not ended.detail.get("completed", True):
            due = event.at_ms + lasts if isinstance(lasts, int | float) else inf
            self._fail(state, f"{expected} to the end", ended, due=due)
            return None
        return state.past(ended)

    def _tones(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        tones, wanted = str(members.get("dtmfs", members.get("digits", ""))), members.get("duration")
        pause = members.get("interval", PAUSE_MS)
        for tone in tones:
            state, event = self._next(state)
            if event is None or event.event != "digit_heard" or event.detail.get("digit") != tone:
                self._fail(state, f"the tone {tone} of {tones}", event, due=inf)
                return
            lasts = float(event.detail.get("duration_ms", wanted or 0))
            if wanted is not None and abs(lasts - wanted) > self.limits.slack_ms:
                self._fail(state, f"a tone of {wanted} ms", event, due=inf)
                return
            over = event.at_ms + lasts
            state = state.past(event, lo=over, hi=over + pause)
        yield state.on()

    def _receive(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        """Take digits until there are enough, the key is pressed or the time is up."""
        sure = self.limits.buffers or "" in state.early
        for taken in state.early if sure else (*state.early, ""):
            yield from self._collect(replace(state, early=("",)), members, taken)

    def _collect(self, state: State, members: Mapping[str, Any], taken: str) -> Iterator[State]:
        length, key = int(members.get("length") or 0), str(members.get("key") or "")
        duration, slack = float(members.get("duration") or 0), self.limits.slack_ms
        earliest, latest = state.lo + duration, state.hi + duration
        while not (length and len(taken) >= length) and not (key and taken.endswith(key)):
            event = self.events[state.cursor] if state.cursor < len(self.events) else None
            overdue = event is None and self.limits.end_ms > latest + slack
            if overdue or (event is not None and event.at_ms >= earliest - slack):
                yield replace(state.saw("timeout"), lo=earliest, hi=latest).on(digits=taken)
            if event is None or event.event != "digit_pressed" or event.at_ms > latest + slack:
                if not overdue and (event is None or event.at_ms < earliest - slack):
                    self._fail(state, f"digits for {duration:g} ms", event, due=latest)
                return
            taken += str(event.detail.get("digit", ""))
            state = state.past(event)
        how = "key" if key and taken.endswith(key) else "length"
        state = state.saw(how)
        yield state.on(digits=taken)
        if how == "key":  # whether the key is one of the digits is not documented
            yield state.on(digits=taken.removesuffix(key))

    def _branch(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        arms = members.get("target_ids")
        known = arms if isinstance(arms, dict) else {}
        own = members.get("variable") in (None, "", "voipbin.call.digits")
        for digits in [state.digits] if own else [*known, ""]:
            place = self._places.get(str(known.get(digits, members.get("default_target_id"))).lower())
            if place is not None:
                arm = digits if digits in known else "default"
                yield replace(state.saw(arm), position=place, digits="")

    def _goto(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        jumps = dict(state.jumps)
        taken = jumps.get(state.position, 0)
        place = self._places.get(str(members.get("target_id")).lower())
        if place is not None and taken < int(members.get("loop_count") or 0):
            jumps[state.position] = taken + 1
            yield replace(state.saw("taken"), position=place, jumps=tuple(sorted(jumps.items())))
        else:
            yield state.saw("skipped").on()

    def _sleep(self, state: State, members: Mapping[str, Any]) -> Iterator[State]:
        duration = float(members.get("duration") or 0)
        awake = state.on(lo=state.lo + duration, hi=state.hi + duration)
        slept, event = self._next(awake, until=awake.hi)
        if event is not None and event.at_ms < awake.lo - self.limits.slack_ms:
            self._fail(replace(slept, position=state.position), f"a silence of {duration:g} ms", event, due=awake.hi)
        else:
            yield slept

    def _connect(self, state: State, _members: Mapping[str, Any]) -> Iterator[State]:
        """Talk to the other party until it leaves, or go on when nobody could be reached."""
        state, event = self._next(state)
        if event is None:
            self._fail(state, "another party", event, due=inf)
        elif event.event != "bridged":
            yield state.saw("not reached").on(hi=inf)
        else:
            state, left = self._next(state.past(event))
            if left is None or left.event != "unbridged":
                self._fail(state, "the other party to leave", left, due=inf)
            else:
                yield state.saw("bridged").past(left).on()

    def _hangup(self, state: State, _members: Mapping[str, Any]) -> Iterator[State]:
        """The platform ends the call, now: the action says so, or the actions have run out."""
        state, event = self._next(state)
        if event is None or event.event != "hangup" or event.detail.get("by") != "local":
            self._fail(state, "the platform to hang up", event, due=state.hi)
        elif not self._in_time(state, event):
            self._fail(state, "the platform to hang up at once", event, due=state.hi, late=True)
        else:
            self._ended = state.ended("by the flow")
        yield from ()

    # Events

    def _next(self, state: State, until: float = inf, *, in_prompt: bool = False) -> tuple[State, LegEvent | None]:
        """Return the next event; digits that are pressed while nobody receives are passed over and remembered."""
        while state.cursor < len(self.events):
            event = self.events[state.cursor]
            if event.event != "digit_pressed" or event.at_ms > until:
                return state, event
            digit = str(event.detail.get("digit", ""))
            early = (digit,) if in_prompt else tuple(dict.fromkeys((*state.early, digit)))
            state = replace(state, cursor=state.cursor + 1, early=early)
        return state, None

    def _in_time(self, state: State, event: LegEvent) -> bool:
        return state.lo - self.limits.slack_ms <= event.at_ms <= state.hi + self.limits.slack_ms

    def _fail(self, state: State, expected: str, event: LegEvent | None, *, due: float, late: bool = False) -> None:
        """Note that this walk does not fit, unless the call was ended from outside or is not that far yet."""
        if event is None and self.limits.end_ms <= due + self.limits.slack_ms:
            self._ended = state
        elif event is not None and self._ends_from_outside(state.cursor):
            self._ended = state.ended("cut short")
        else:
            self.refuted.append(Refuted(state.position, expected, seen(event, late=late), state.cursor))

    def _ends_from_outside(self, cursor: int) -> bool:
        """Whether nothing comes but the end of the call, and the flow need not have brought it about."""
        rest = [event for event in self.events[cursor:] if event.event != "digit_pressed"]
        while rest and (rest[0].event == "unbridged" or rest[0].detail.get("completed") is False):
            rest.pop(0)
        if not rest or rest[0].event != "hangup":
            return False
        told = rest[0].detail
        return told.get("by") == "remote" or told.get("reason", "normal") != "normal" or self.limits.cut
