"""Calls being watched: what each was seen doing, how it ended, what its callee heard."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

from voipbin_harness.callees.heard import Trace
from voipbin_harness.callees.port import Callees
from voipbin_harness.client import Client
from voipbin_harness.clock import Clock
from voipbin_harness.match import Prompt, prompts
from voipbin_harness.scenario.expect import fail
from voipbin_harness.views import CallView
from voipbin_harness.violation import ExpectationFailed, Kind, Unproven, Violation, Witness
from voipbin_harness.wait import TimedOut, eventually

READ = "GET /calls/{id}"


@dataclass(slots=True)
class WatchedCall:
    """A call and every view of it that was seen; ``born`` is the operation that created it."""

    id: str
    born: str
    client: Client
    clock: Clock
    callees: Callees
    seen: list[CallView] = field(default_factory=list)

    def look(self) -> CallView:
        """Read the call now."""
        self.seen.append(self.client.call(self.id))
        return self.seen[-1]

    def until(self, status: str, limit: str = "answer") -> CallView:
        """Wait until the call is in this status.

        Raises :class:`ExpectationFailed` when it ends, or the limit passes, without.
        """
        view = self._wait(lambda seen: seen.ended or seen.status == status, limit, f"status {status}")
        if view.status != status:
            fail(Kind.LIFECYCLE, READ, "$.status", status, _told(view))
        return view

    def end(self) -> CallView:
        """Wait until the call is over and return its last view."""
        return self.seen[-1] if self.seen and self.seen[-1].ended else self.until("hangup", "hangup")

    def hang_up(self) -> None:
        """Ask the platform to end the call."""
        self.seen.append(self.client.hang_up(self.id))

    def delete(self) -> None:
        """Delete the call, which must be over."""
        self.client.delete_call(self.id)

    def trace(self) -> Trace:
        """Return what its callee heard; raises :class:`Unproven` when nobody here can hear."""
        return self.callees.trace(self.id)

    def prompts(self) -> list[Prompt]:
        """Return the prompts that its callee has heard so far."""
        trace = self.trace()
        if any(event.detail.get("kind") == "sound" for event in trace.of_leg(self.id)):
            raise Unproven("which words the callee heard", "a SIP user agent hears sound, not words", "hears")
        return prompts(trace, self.id)

    def until_heard(self, holds: Callable[[list[Prompt]], bool], wanted: str) -> list[Prompt]:
        """Wait until the callee has heard what is wanted, or the call is over; return all prompts heard."""
        self._wait(lambda view: view.ended or holds(self.prompts()), "prompt", f"the callee to hear {wanted}")
        return self.prompts()

    def _wait(self, holds: Callable[[CallView], bool], limit: str, what: str) -> CallView:
        try:
            return eventually(self.look, holds, clock=self.clock, limit=limit, what=what)
        except TimedOut as timed_out:
            last = self.seen[-1]
            observed = f"{_told(last)} after {timed_out.waited_ms} ms"
            raise ExpectationFailed(Violation(Kind.LIFECYCLE, READ, "$.status", what, observed)) from timed_out


def _told(view: CallView) -> str:
    return f"hangup ({view.hangup_by}, {view.hangup_reason})" if view.ended else view.status


def connected(call: WatchedCall, target: str) -> WatchedCall | None:
    """Return the call to ``target`` that ``call`` was connected with, ``None`` when there is none yet."""
    for chained_id in call.look().chained_call_ids:
        leg = WatchedCall(chained_id, call.born, call.client, call.clock, call.callees)
        if leg.look().destination.target == target:
            return leg
    return None


def until_connected(call: WatchedCall, target: str) -> WatchedCall:
    """Wait until ``call`` has a chained call to ``target`` and return that; raises :class:`ExpectationFailed`."""
    found: list[WatchedCall] = []

    def look() -> CallView:
        found.extend(filter(None, [connected(call, target)]))
        return call.seen[-1]

    with contextlib.suppress(TimedOut):
        eventually(look, lambda view: bool(found) or view.ended, clock=call.clock, limit="prompt", what="a second leg")
    if not found:
        fail(Kind.FLOW, READ, "$.chained_call_ids", f"a call to {target}", "none", Witness.API)
    return found[0]
