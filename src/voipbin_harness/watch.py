"""What is watched while a test runs: every exchange is checked, and at its end every call that it made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voipbin_harness.callees.heard import Trace
from voipbin_harness.checker import Checker, Session
from voipbin_harness.exchange import Exchange
from voipbin_harness.findings import finding
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.masking import Masker
from voipbin_harness.results import Outcome, Record, UnprovenItem
from voipbin_harness.violation import ExpectationFailed, HarnessError, Severity, Unproven, Violation
from voipbin_harness.world import World

#: Told of an exchange and of what is wrong with it.
Witnessed = Callable[[Exchange, list[Violation]], None]


@dataclass(slots=True)
class Watch:
    """The eyes on one test.

    ``title`` is what the test is called in reports, ``scenario`` the same for a scenario and ``None`` for any other
    test.
    """

    test: str
    title: str
    scenario: str | None
    capabilities: frozenset[str]
    masker: Masker
    tell: Witnessed = field(default=lambda _exchange, _violations: None)
    violations: list[Violation] = field(default_factory=list)
    unproven: list[UnprovenItem] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    traces: dict[str, Trace] = field(default_factory=dict)
    session: Session | None = None
    _world: World | None = None

    def begin(self, world: World, checker: Checker) -> None:
        """Start with a new world."""
        self._world = world
        self.session = checker.begin()
        world.begin(self._see)

    def _see(self, exchange: Exchange) -> None:
        self.masker.learn_from(exchange)
        self.exchanges.append(exchange)
        found = self.session.check(exchange) if self.session else []
        self.violations += found
        self.tell(exchange, found)

    def close(self) -> None:
        """Look at every call as a whole, now that the test is over."""
        if self.session is None or self._world is None:
            return
        try:
            self.traces = self._world.traces(self.session.call_ids)
        except TargetUnreachable:
            self.traces = {}
        self.violations += self.session.close(self.traces)
        for what, why, capability in self.session.undecided:
            self.doubt(what, why, capability)

    def doubt(self, what: str, why: str, capability: str) -> None:
        """Note what could not be shown; a capability that the target claims to have must have shown it."""
        what, why = self.masker.text(what), self.masker.text(why)
        self.unproven.append(UnprovenItem(what, why, capability, declared=capability not in self.capabilities))

    def take(self, error: BaseException) -> None:
        """Note what an exception of the test says, those inside a group one by one."""
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                self.take(inner)
        elif isinstance(error, ExpectationFailed):
            self.violations.append(error.violation)
        elif isinstance(error, Unproven):
            self.doubt(error.what, error.why, error.capability)

    @property
    def failing(self) -> list[Violation]:
        """The violations that close the gate."""
        return [violation for violation in self.violations if violation.severity is Severity.FAIL]

    def record(self, outcome: Outcome, error: str, duration_ms: int) -> Record:
        """Return what the test leaves behind."""
        findings = {found.id: found for found in (finding(v, self.scenario, self.masker) for v in self.violations)}
        return Record(
            test=self.test,
            title=self.title,
            outcome=outcome,
            error=self.masker.text(error),
            findings=[findings[key] for key in sorted(findings)],
            unproven=self.unproven,
            exchanges=len(self.exchanges),
            calls=self.session.calls if self.session else 0,
            facts=set(self.session.facts()) if self.session else set(),
            duration_ms=duration_ms,
        )


def is_harness_error(error: BaseException) -> bool:
    """Whether an exception says that the harness or its input is at fault, not the target."""
    if isinstance(error, BaseExceptionGroup):
        return any(map(is_harness_error, error.exceptions))
    return isinstance(error, HarnessError)
