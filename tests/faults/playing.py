"""A session of traffic with the embedded mock, played once and judged as often as one likes: in process, no time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from voipbin_harness.callees.heard import LegEvent, Trace
from voipbin_harness.callees.script import CalleeScript
from voipbin_harness.checker import Checker
from voipbin_harness.client import Client
from voipbin_harness.contract import load
from voipbin_harness.editions import edition as edition_of
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import observe
from voipbin_harness.targets.embedded import embedded
from voipbin_harness.violation import ExpectationFailed, Violation
from voipbin_harness.world import World
from voipbin_mock.faults import Fault
from voipbin_mock.pacing import Pacer

#: As the profile ``quick`` has it, in ms.
LATENCY_LIMIT_MS = 2000


@dataclass
class Guest:
    """What a session does things with: a world, and a client for each account in it."""

    world: World
    me: Client = field(init=False)

    def __post_init__(self) -> None:
        self.me = self.world.client()

    def callee(self, script: CalleeScript | None = None) -> dict[str, str]:
        """Bring a callee and return the address; without a script one who answers and listens."""
        return dict(self.world.callees.place(script or CalleeScript()).address)

    def call(self, actions: Iterable[Any], *scripts: CalleeScript, account: str = "demo", **more: Any) -> str:
        """Call callees with actions and return the id of the first call."""
        to = [self.callee(script) for script in scripts or (CalleeScript(),)]
        found = self.world.client(account).create_call(self.world.source, to, actions=list(actions), **more)
        return found.calls[0].id

    def watch(self, call_id: str, limit_ms: int = 300_000) -> None:
        """Read a call after every event until it has ended."""
        while not self.me.call(call_id).ended and self.world.clock.step(limit_ms):
            pass

    def ask(self, method: str, path: str, *, account: str | None = "demo", **more: Any) -> Exchange:
        """Send a request, whatever is answered."""
        return self.world.client(account).request(method, path, **more)


Session = Callable[[Guest], object]


@dataclass(frozen=True)
class Played:
    """All exchanges of a session and what was heard of its calls; ``complete`` is whether it came to its end."""

    edition: str
    exchanges: list[Exchange]
    traces: dict[str, Trace]
    complete: bool = True


def play(session: Session, edition: str, *faults: str) -> Played:
    """Play a session; what a fault keeps waiting counts as waited for, and nobody waits."""
    contract, exchanges, held = load(edition), list[Exchange](), list[int]()
    world = World(embedded(edition, 0, faults), edition_of(edition), contract)

    def see(exchange: Exchange) -> None:
        exchanges.append(replace(exchange, elapsed_ms=float(sum(held))))
        held.clear()

    with patch.object(Pacer, "hold", lambda _self, duration_ms: held.append(duration_ms)):
        world.begin(see)
        complete = _to_its_end(session, Guest(world))
    calls = [sighting.call.id for exchange in exchanges for sighting in observe(exchange, world.edition).calls]
    traces = world.traces(dict.fromkeys(calls))
    world.target.close()
    return Played(edition, exchanges, traces, complete)


def _to_its_end(session: Session, guest: Guest) -> bool:
    """Play a session; what it expects in vain is a scenario's business, not the checker's."""
    try:
        session(guest)
    except ExpectationFailed:
        return False
    return True


def judge(played: Played, without: Iterable[str] = ()) -> list[Violation]:
    """Return what the whole checker finds, less some checks."""
    settings = {"secrets": ("demo-access-key",), "latency_limit_ms": LATENCY_LIMIT_MS}
    checker = Checker(load(played.edition), edition_of(played.edition), without=without, **settings)  # type: ignore[arg-type]
    watched = checker.begin()
    found = [violation for exchange in played.exchanges for violation in watched.check(exchange)]
    return found + watched.close(played.traces)


def fitting(found: Iterable[Violation], fault: Fault) -> list[Violation]:
    """Return the findings that name a fault rightly."""
    return [one for one in found if one.operation in fault.operations and str(one.kind) in fault.kinds]


def on_the_wire(told: Played, heard: Played) -> Played:
    """Return one session as a platform told it and a SIP user agent witnessed it: sounds and no words, SIP besides."""
    traces = {
        call_id: Trace(
            call_id,
            tuple(event for one in heard.traces[call_id].of_leg(call_id) for event in _as_witnessed(one)),
            told=trace.events,
        )
        for call_id, trace in told.traces.items()
    }
    return Played(told.edition, told.exchanges, traces)


_WITNESSED = ("digit_heard", "digit_pressed", "bridged", "unbridged", "hangup")


def _as_witnessed(event: LegEvent) -> Iterator[LegEvent]:
    """Yield what a SIP user agent makes of an event on its leg."""
    if event.event == "status" and event.detail["status"] == "dialing":
        yield replace(event, event="sip", detail={"way": "from the platform", "what": "INVITE"})
    elif event.event in ("prompt", "prompt_end"):
        yield replace(event, detail={"kind": "sound"})
    elif event.event in _WITNESSED or event.detail.get("status") in ("ringing", "progressing"):
        yield event
