"""The checker: runs every oracle over every exchange of a test, and over the test as a whole at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from voipbin_harness.callees.heard import Trace
from voipbin_harness.checks import Check, all_checks
from voipbin_harness.checks.context import Context, Doubt, named
from voipbin_harness.contract import Contract, Operation
from voipbin_harness.coverage.seen import Gauge, Tally
from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.history import History
from voipbin_harness.observed import Observed, Sighting, deed, observe
from voipbin_harness.views import CallView
from voipbin_harness.violation import HarnessError, Violation

#: An answer that breaks one check's rules more often says nothing new, and fills the memory.
MOST_OF_ONE = 200


class Checker:
    """All oracles but those in ``without``, for one contract and edition.

    ``live`` is true on a real account; ``secrets`` are texts that no answer may contain; ``latency_limit_ms`` is
    the longest that an answer may take in wall time, ``None`` for no limit. Raises :class:`HarnessError` when
    ``without`` names no check.
    """

    def __init__(
        self,
        contract: Contract,
        edition: Edition,
        *,
        without: Iterable[str] = (),
        live: bool = False,
        secrets: Iterable[str] = (),
        latency_limit_ms: float | None = None,
    ) -> None:
        checks = all_checks(without)
        self.contract = contract
        self.edition = edition
        self.gauge = Gauge(contract)
        self._on_exchange = tuple(check for check in checks if check.when == "exchange")
        self._concerned: dict[tuple[str | None, int], tuple[Check, ...]] = {}
        self.at_end = tuple(check for check in checks if check.when == "end")
        self.live = live
        self.secrets = frozenset(secrets)
        self.latency_limit_ms = latency_limit_ms

    def concerned(self, exchange: Exchange) -> tuple[Check, ...]:
        """Return the checks that look at such an exchange; of each operation with each status, they are the same."""
        kind = exchange.operation, exchange.status
        found = self._concerned.get(kind)
        if found is None:
            done = deed(exchange.operation)
            found = tuple(check for check in self._on_exchange if check.on(done, exchange.status))
            self._concerned[kind] = found
        return found

    def begin(self) -> Session:
        """Start a test: what other tests have seen is of no concern to it."""
        return Session(self)


class Session:
    """The oracles' memory of one test.

    ``undecided`` lists what a check could not decide: what, why, and the capability that is lacking.
    """

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._history = History()
        self._tally = Tally(checker.gauge)
        self._broken: dict[str, Exception] = {}
        self.undecided: list[Doubt] = []

    def check(self, exchange: Exchange) -> list[Violation]:
        """Return what is wrong with an exchange, in the light of all before it."""
        contract, edition = self._checker.contract, self._checker.edition
        operation = contract.operations.get(exchange.operation) if exchange.operation else None
        observed = observe(exchange, edition)
        ctx = self._context(exchange, operation, observed)
        found = self._run(self._checker.concerned(exchange), ctx)
        self._tally.see(observed, operation, named(exchange, contract), lambda: ctx.request_problems)
        self._history.add(observed)
        return found

    def close(self, traces: Mapping[str, Trace] | None = None) -> list[Violation]:
        """Return what is wrong with the test as a whole, given what was heard on the legs of its calls.

        Raises :class:`HarnessError`, naming the check, when one has failed by a mistake of its own.
        """
        found = self._run(self._checker.at_end, self._context(traces=traces))
        if self._broken:
            told = "; ".join(f"{name}: {type(error).__name__}: {error}" for name, error in self._broken.items())
            raise HarnessError(f"a check broke down, so its rules are not proven ({told})") from next(
                iter(self._broken.values())
            )
        return found

    @property
    def call_ids(self) -> dict[str, None]:
        """The ids of all calls seen, in the order in which they came up."""
        return dict.fromkeys(self._history.calls)

    def observed(self, call_id: str) -> list[tuple[int, CallView]]:
        """Return every sight of a call with the target's time in ms, the earliest first."""
        return [(one.exchange.at_ms, one.call) for one in self._history.sightings(call_id)]

    def sightings(self, call_id: str) -> list[Sighting]:
        """Return every sight of a call, the earliest first."""
        return self._history.sightings(call_id)

    @property
    def calls(self) -> int:
        """How many distinct calls were seen."""
        return len(self._history.calls)

    def facts(self) -> set[tuple[str, str]]:
        """Return what was covered: pairs of a dimension and a name, such as ``("transitions", "ringing > hangup")``."""
        return set(self._tally.facts)

    def _context(
        self,
        exchange: Exchange | None = None,
        operation: Operation | None = None,
        observed: Observed | None = None,
        traces: Mapping[str, Trace] | None = None,
    ) -> Context:
        checker = self._checker
        return Context(
            exchange,
            operation,
            checker.contract,
            checker.edition,
            self._history,
            checker.live,
            checker.secrets,
            checker.latency_limit_ms,
            traces or {},
            self.undecided,
            self._tally.facts,
            observed,
        )

    def _run(self, checks: Iterable[Check], ctx: Context) -> list[Violation]:
        """Let every check look; one that breaks down does not silence the others.

        Of one check's violations in one answer the first :data:`MOST_OF_ONE` are told.
        """
        found: list[Violation] = []
        for check in checks:
            try:
                for violation in islice(check.run(ctx), MOST_OF_ONE):
                    found.append(violation.by(check.name))  # noqa: PERF401 - what was found before a breakdown is told
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told at the end
                self._broken.setdefault(check.name, error)
        return found
