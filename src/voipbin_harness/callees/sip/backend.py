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
from voipbin_harness.views import CallView
from voipbin_harness.violation import Unproven

Address = dict[str, str]


def numbers() -> Iterator[Address]:
    """Yield numbers that belong to nobody else: what a trunk carries to the agent, whatever their digits."""
    return ({"type": "tel", "target": f"+1555019{number:04}"} for number in count(1))


def extensions(names: Iterable[str]) -> Iterator[Address]:
    """Yield the addresses of registered extensions: one callee each."""
    return ({"type": "extension", "target": name, "target_name": name} for name in names)


@dataclass(slots=True)
class _Dialled:
    """What the API says of a call: whom it dials, and the calls chained to it."""

    user: str
    chained: tuple[str, ...]


class SipCallees:
    """Callees that one user agent plays.

    ``addresses`` gives the addresses to dial, anew for each test; the user part that arrives must be the address's
    target. ``told`` returns what the platform itself says of a call's legs, where it says anything.
    """

    def __init__(
        self,
        agent: UserAgent,
        addresses: Callable[[], Iterator[Address]] = numbers,
        told: Callable[[str], Trace] | None = None,
    ) -> None:
        self.agent = agent
        self._addresses = addresses
        self._told = told
        self.begin()

    def begin(self) -> None:
        """Forget the callees and calls of the test before."""
        self.agent.begin()
        self._free = self._addresses()
        self._calls: dict[str, _Dialled] = {}

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
        self._calls[call.id] = _Dialled(dialled, call.chained_call_ids)

    def trace(self, call_id: str) -> Trace:
        """Return what the agent saw and heard on the legs of a call; raises :class:`Unproven` where it cannot say."""
        legs = [call_id, *(self._calls[call_id].chained if call_id in self._calls else ())]
        events: list[LegEvent] = []
        recordings = []
        for leg in legs:
            dialogue = self._dialogue(leg)
            if dialogue is not None:
                events += [replace(note, leg=leg) for note in list(dialogue.notes)]
                if dialogue.over.is_set() and dialogue.ear is not None:
                    recordings.append(Recording(leg, dialogue.ear.recording.wav()))
        told = self._told(call_id).events if self._told is not None else ()
        return Trace(call_id, tuple(sorted(events, key=lambda event: event.at_ms)), told, tuple(recordings))

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
