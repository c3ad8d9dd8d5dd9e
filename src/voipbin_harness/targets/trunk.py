"""A mock with a trunk: real calls on the real clock, answered by a SIP user agent of this process.

Nothing is simulated but the platform, so it is driven like a live target; what its inside says of a call is compared
with what the user agent saw and heard.
"""

from __future__ import annotations

import re

import httpx

from voipbin_harness.callees.sip.agent import UserAgent
from voipbin_harness.callees.sip.backend import SipCallees
from voipbin_harness.callees.sip.voice import Voice, can_speak
from voipbin_harness.contract import Contract
from voipbin_harness.line import Line
from voipbin_harness.targets.live_clock import LiveClock
from voipbin_harness.targets.mock import MockTarget
from voipbin_harness.targets.port import CAPABILITIES
from voipbin_harness.violation import HarnessError, Violation

#: How often a call is looked at while something is waited for, in ms.
POLL_MS = 100

_LAST_PORT = 65535

_LACKING = frozenset({"any_script", "fixed_numbers", "still_time"})

_URI = re.compile(r"sip:(\d+\.\d+\.\d+\.\d+)(?::(\d{1,5}))?")


class TrunkTarget:
    """A mock server with a trunk, and the user agent at ``callee`` (``sip:ADDRESS[:PORT]``) that its calls go to.

    Without a port (or with 0) the agent takes any free one and the mock is told. Raises :class:`HarnessError` when
    ``callee`` is no such URI, or when the agent cannot listen there.
    """

    live = True
    mark = ""

    def __init__(self, name: str, http: httpx.Client, seed: int, callee: str) -> None:
        found = _URI.fullmatch(callee)
        if not found or int(found[2] or 0) > _LAST_PORT:
            raise HarnessError(
                f"--callee {callee}: write sip:ADDRESS or sip:ADDRESS:PORT, the IPv4 address to listen at"
            )
        self._mock = MockTarget(name, http, seed)
        self._finds_port = not int(found[2] or 0)
        self._seed = seed
        self.name = name
        self.http = http
        self.given = self._mock.given
        self.clock = LiveClock(POLL_MS)
        self._agent = UserAgent(found[1], int(found[2] or 0), self.clock.now_ms)
        knows_voice = can_speak()
        self.callees = SipCallees(self._agent, told=self._mock.callees.trace, voice=Voice() if knows_voice else None)
        #: The agent takes prompts without a pause between them for one; without the voice it hears sound and no words.
        lacking = _LACKING if knows_voice else _LACKING | {"hears"}
        self.capabilities = frozenset(CAPABILITIES) - lacking

    def line(self, contract: Contract) -> Line:
        """Return a new line, without a guard: all calls go to the user agent."""
        return Line(self.http, contract, self.clock)

    def arrive(self) -> None:
        """Find nothing to look at: the first test shows whether the mock is there."""

    def leave(self) -> list[Violation]:
        """Leave everything: the next reset takes it."""
        return []

    def begin(self) -> None:
        """Reset the mock, which hangs up all calls, forget the callees, and say where to find the next."""
        if self._finds_port:
            peer = f"sip:{self._agent.host}:{self._agent.port}"
            self._mock.control.call("POST", "/trunk", {"peer": peer})
        self._mock.control.call("POST", "/reset", {"seed": self._seed})
        self.callees.begin()

    def close(self) -> None:
        """End the user agent and close the connections."""
        self.callees.close()
        self._mock.close()
