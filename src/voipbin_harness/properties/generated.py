"""Generated requests: valid and invalid ones, and schemathesis's coverage phase, the same ones for the same seed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.overrides import Override

from voipbin_harness.properties.document import Case, Operation, operation_of
from voipbin_harness.properties.failures import judge
from voipbin_harness.properties.findings import Findings
from voipbin_harness.properties.overlay import Allowed, allowed, spare_login
from voipbin_harness.properties.rules import breaks_a_rule
from voipbin_harness.properties.sending import Sender, Sent
from voipbin_harness.violation import HarnessError, Unproven
from voipbin_harness.world import World

_A_WHILE_MS = 30_000


def try_positive(world: World, operation: str, *, examples: int, seed: int) -> None:
    """Send valid data: it must be accepted, and answered as documented."""
    _try(world, operation, GenerationMode.POSITIVE, examples, seed)


def try_negative(world: World, operation: str, *, examples: int, seed: int) -> None:
    """Send data that breaks the schema: it must be refused."""
    _try(world, operation, GenerationMode.NEGATIVE, examples, seed)


def try_coverage(world: World, operation: str) -> None:
    """Send every combination that schemathesis's coverage phase names."""
    trial = Trial(world, operation, allowed(world))
    for case in coverage_cases(trial.operation):
        trial.run(case)
    trial.report()


def _try(world: World, operation: str, mode: GenerationMode, examples: int, seed: int) -> None:
    spare_login(world, operation)
    trial = Trial(world, operation, allowed(world, to_be_refused=mode.is_negative))
    strategy = trial.operation.as_strategy(generation_mode=mode)
    draw(strategy, trial.run, examples=examples, seed=seed ^ zlib.crc32(f"{mode} {operation}".encode()))
    trial.report()


class Trial:
    """The cases of one operation on one world, and what they show."""

    def __init__(self, world: World, name: str, permitted: Allowed) -> None:
        self._world = world
        self._name = name
        self._sender = Sender(world, permitted)
        self._findings = Findings()
        self.operation: Operation = operation_of(world.contract.edition, permitted, name)

    def run(self, case: Case) -> None:
        """Send a case and judge the answer; then let something happen, so that the next meets another state."""
        self._sender.make_real(case)
        if self._valid_after_all(case):
            return
        sent = self._sender.send(case)
        if sent is not None:
            self._findings.add(judge(sent))
            self._settle(sent)

    def report(self) -> None:
        """Raise what was found.

        Raises :class:`HarnessError` when nothing was sent: a test without traffic proves nothing; :class:`Unproven`
        where the guard of a live target has let nothing pass.
        """
        self._findings.report()
        if not self._sender.sent and self._sender.forbidden:
            raise Unproven(self._name, "all that was generated names what the profile does not allow", "generated_data")
        if not self._sender.sent:
            raise HarnessError(f"{self._name}: no generated request could be sent ({self._sender.withheld} withheld)")

    def _valid_after_all(self, case: Case) -> bool:
        """Whether a case breaks nothing but the overlay: such a body is valid, and what comes of it proves nothing."""
        meta = case.meta
        if meta is None or not meta.generation.mode.is_negative or not isinstance(case.body, dict):
            return False
        if any(part.mode.is_negative for place, part in meta.components.items() if place != "body"):
            return False
        return not breaks_a_rule(self._world.contract, self._name, case.body)

    def _settle(self, sent: Sent) -> None:
        if sent.exchange.ok and sent.case.method != "GET" and sent.case.path_parameters:
            self._sender.known.forget("/" + sent.case.path.split("/")[1])
        if self._world.target.live:
            return
        self._world.clock.step(self._world.clock.now_ms() + _A_WHILE_MS)


def draw(strategy: SearchStrategy[Case], use: Callable[[Case], None], *, examples: int, seed: int) -> None:
    """Hand ``examples`` generated cases to ``use``, the same ones for the same seed.

    ``use`` collects what it finds and does not raise: the target keeps its state from case to case, so that shrinking
    a failure would chase another one. Nothing is kept on disk. The health checks go by wall time and luck and are
    off; what they guard against is caught by :meth:`Trial.report`.
    """

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=strategy)
    def run(case: Case) -> None:
        use(case)

    with no_local_constants():
        run()


@contextmanager
def no_local_constants() -> Iterator[None]:
    """Keep hypothesis from using constants of whichever modules happen to be imported, and from writing them down.

    It would generate other data when a module of the project changes, or when another test ran before.
    """
    before = providers._get_local_constants  # noqa: SLF001
    providers._get_local_constants = lambda: _NO_CONSTANTS  # noqa: SLF001
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        providers._get_local_constants = before  # noqa: SLF001
        providers.CONSTANTS_CACHE.cache.clear()


def coverage_cases(operation: Operation) -> Iterator[Case]:
    """Yield the cases of schemathesis's coverage phase: each boundary and each broken rule that it can name."""
    config = operation.schema.config.generation_for(operation=operation, phase="coverage")
    with no_local_constants():
        yield from CoverageGenerator(
            operation=operation,
            generation_modes=list(GenerationMode),
            generation_config=config,
            auth_storage=None,
            override=Override(),
            feedback=NO_FEEDBACK,
        )


_NO_CONSTANTS = Constants()
