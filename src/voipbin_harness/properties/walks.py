"""Walks along the links of the document: what one answer names, the next request asks for, deletes or hangs up.

schemathesis's own state machine knows which answer links where. Between two steps time passes, and another customer
tries to look at what was made.
"""

from __future__ import annotations

from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import rule
from schemathesis import Response

from voipbin_harness.properties.document import Case, generator_of
from voipbin_harness.properties.failures import judge
from voipbin_harness.properties.findings import Findings
from voipbin_harness.properties.generated import no_local_constants
from voipbin_harness.properties.overlay import allowed
from voipbin_harness.properties.sending import Sender, Sent
from voipbin_harness.violation import HarnessError
from voipbin_harness.world import World

_PAUSES_MS = (1, 500, 2_500, 10_000, 40_000)


def walk(world: World, *, walks: int, steps: int, seed: int) -> None:
    """Take ``walks`` walks of at most ``steps`` steps, the same ones for the same seed."""
    trail = Trail(world)
    machine = _machine(trail)
    settings = hypothesis.settings(
        max_examples=walks,
        stateful_step_count=steps,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with no_local_constants():
        hypothesis.seed(seed)(machine).run(settings=settings)
    trail.report()


class Trail:
    """What the walks have sent and found."""

    def __init__(self, world: World) -> None:
        self.permitted = allowed(world)
        self.schema = generator_of(world.contract.edition, self.permitted)
        self._world = world
        self._sender = Sender(world, self.permitted)
        self._findings = Findings()
        self._last: Sent | None = None

    def send(self, case: Case) -> Response:
        """Send a case; a case that must not be sent ends the walk."""
        sent = self._last = self._sender.send(case)
        if sent is None:
            hypothesis.reject()
        return sent.response

    def judge(self, recorder: Any) -> None:
        """Run schemathesis's checks over the last answer, in the light of the walk so far."""
        if self._last is not None:
            self._findings.add(judge(self._last, recorder))

    def pause(self, duration_ms: int) -> None:
        """Let time pass."""
        self._world.clock.advance(duration_ms)

    def look_as_other(self) -> None:
        """Ask for the last thing as the other customer; the isolation check judges the answer."""
        if (
            self._last is not None
            and self._last.case.path_parameters
            and "two_accounts" in self._world.target.capabilities
        ):
            path = self._last.exchange.path.removeprefix("/v1.0")
            self._world.client("other").request("GET", path)

    def report(self) -> None:
        """Raise what was found.

        Raises :class:`HarnessError` when no step was taken.
        """
        self._findings.report()
        if not self._sender.sent:
            raise HarnessError("no walk took a step: does the document link its operations?")


def _machine(trail: Trail) -> type[Any]:
    """Return schemathesis's state machine, sending along the trail; what it finds is collected, not raised."""
    links: type[Any] = trail.schema.as_state_machine()

    class Walk(links):  # type: ignore[misc]
        def call(self, case: Case, **_: Any) -> Response:
            return trail.send(case)

        def validate_response(self, _response: Response, _case: Case, **_: Any) -> None:
            trail.judge(self.recorder)

        @rule(duration_ms=st.sampled_from(_PAUSES_MS))
        def pause(self, duration_ms: int) -> None:
            trail.pause(duration_ms)

        @rule()
        def look_as_other(self) -> None:
            trail.look_as_other()

    return Walk
