"""The callee port over a SIP user agent: callees are users of its URI, witnesses are SIP and RTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from voipbin_harness.callees.heard import LegEvent, Recording, Trace
from voipbin_harness.callees.port import Callee
from voipbin_harness.callees.script import CalleeScript
from voipbin_harness.callees.sip.agent import UserAgent
from voipbin_harness.callees.sip.dialogue import Dialogue
from voipbin_harness.callees.sip.hearing import Ear
from voipbin_harness.callees.sip.voice import Voice
from voipbin_harness.callees.sip.words import worded
from voipbin_harness.views import CallView
from voipbin_harness.violation import Unproven

Address = dict[str, str]

#: How long the wire may lag behind the API's word that a call is over, in s.
_SETTLES_S = 3.0


def numbers() -> Iterator[Address]:
    """Yield numbers that belong to nobody else: what a trunk carries to the agent, whatever their digits."""
    return ({"type": "tel", "target": f"+1555019{number:04}"} for number in count(1))


def extensions(names: Iterable[str]) -> Iterator[Address]:
    """Yield the addresses of registered extensions: one callee each."""
    return ({"type": "extension", "target": name, "target_name": name} for name in names)


@dataclass(slots=True)
class _Dialled:
    """What the API says of a call: whom it dials, the calls chained to it, and whether it is over."""

    user: str
    chained: tuple[str, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class _Witnessed:
    """What the agent noted of one leg, and its recording once the leg is over."""

    notes: tuple[LegEvent, ...]
    ear: Ear | None = None


class SipCallees:
    """Callees that one user agent plays.

    ``addresses`` gives the addresses to dial, anew for each test; the user part that arrives must be the address's
    target. ``told`` returns what the platform itself says of a call's legs, where it says anything. ``voice`` is the
    platform's, where it is known: then words are told from sounds, as soon as a leg is over.
    """

    def __init__(
        self,
        agent: UserAgent,
        addresses: Callable[[], Iterator[Address]] = numbers,
        told: Callable[[str], Trace] | None = None,
        voice: Voice | None = None,
    ) -> None:
        self.agent = agent
        self._addresses = addresses
        self._told = told
        self._voice = voice
        self.begin()

    def begin(self) -> None:
        """Forget the callees and calls of the test before."""
        self.agent.begin()
        self._free = self._addresses()
        self._calls: dict[str, _Dialled] = {}
        self._worded: dict[str, tuple[LegEvent, ...]] = {}

    def place(self, script: CalleeScript) -> Callee:
        """Give the script an address of its own; raises :class:`Unproven` when there are no more."""
        address = next(self._free, None)
        if address is None:
            raise Unproven("one more callee", "the SIP user agent has no further extension", "callee")
        self.agent.expect(address["target"], script)
        return Callee(address, script)

    def notice(self, call: CallView) -> None:
        """Learn from the API whom a call dials: the user agent knows nothing of the API's ids."""
        dialled = call.destination.target or call.destination.target_name
        self._calls[call.id] = _Dialled(dialled, call.chained_call_ids, call.ended)

    def trace(self, call_id: str) -> Trace:
        """Return what the agent saw and heard on the legs of a call; raises :class:`Unproven` where it cannot say."""
        legs = [call_id, *(self._calls[call_id].chained if call_id in self._calls else ())]
        told = self._told(call_id).events if self._told is not None else ()
        events: list[LegEvent] = []
        recordings = []
        for leg in legs:
            seen = self._witnessed(leg)
            events += self._in_words(leg, seen, told)
            if seen.ear is not None:
                recordings.append(Recording(leg, seen.ear.recording.wav()))
        return Trace(call_id, tuple(sorted(events, key=lambda event: event.at_ms)), told, tuple(recordings))

    def _witnessed(self, leg: str) -> _Witnessed:
        """Ask the agent for a leg; a call that the API says is over has a moment for its BYE to arrive."""
        dialogue = self._dialogue(leg)
        if dialogue is None:
            return _Witnessed(())
        over = self.agent.run(dialogue.settled(_SETTLES_S if self._calls[leg].ended else 0))
        notes = tuple(replace(note, leg=leg) for note in list(dialogue.notes))
        return _Witnessed(notes, dialogue.ear if over else None)

    def _in_words(self, leg: str, seen: _Witnessed, told: tuple[LegEvent, ...]) -> tuple[LegEvent, ...]:
        """Put words in place of sounds; what is still being spoken is no word yet."""
        if self._voice is None:
            return seen.notes
        if seen.ear is None:
            return tuple(note for note in seen.notes if note.detail.get("kind") != "sound")
        if leg not in self._worded:
            stream = (seen.ear.origin_ms or 0, seen.ear.recording.samples())
            about = [event for event in told if event.leg == leg]
            self._worded[leg] = tuple(worded(seen.notes, about, stream, self._voice))
        return self._worded[leg]

    def close(self) -> None:
        """End the user agent."""
        self.agent.close()

    def _dialogue(self, call_id: str) -> Dialogue | None:
        """Return the dialogue of a call: the calls to one user and their INVITEs come in the same order."""
        known = self._calls.get(call_id)
        if known is None:
            return None
        same = [other for other, dialled in self._calls.items() if dialled.user == known.user]
        dialogues = self.agent.calls_to(known.user)
        if len(same) > 1 and len(dialogues) < len(same):
            why = f"{len(same)} calls to {known.user} and {len(dialogues)} INVITEs: which is whose cannot be told"
            raise Unproven(f"what was heard on the call {call_id}", why, "hears")
        place = same.index(call_id)
        if place >= len(dialogues):
            return None
        found = dialogues[place]
        if found.unplayed:
            raise Unproven(f"the call {call_id}", found.unplayed, "callee")
        return found
