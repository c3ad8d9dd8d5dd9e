"""The checker: runs every oracle over every exchange of a test, and over the test as a whole at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from jsonschema_rs import Validator

from voipbin_harness.callees.heard import Trace
from voipbin_harness.checks import Check, Occasion, Terms, all_checks
from voipbin_harness.checks.context import Context, Doubt
from voipbin_harness.contract import Contract, Operation
from voipbin_harness.coverage.seen import Gauge, Tally
from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.observed import Sighting, deed, observe
from voipbin_harness.views import CallView
from voipbin_harness.violation import HarnessError, Violation

#: An answer that breaks one check's rules more often says nothing new, and fills the memory.
MOST_OF_ONE = 200


class Plan(NamedTuple):
    """What to do with an exchange: its operation, if the contract has one; what its request has to be, and what its
    answer has to be, where that is documented; and the checks that look at it.
    """

    operation: Operation | None
    posted: str | None
    described: Validator | None
    checks: tuple[Check, ...]


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
        self.terms = Terms(contract, edition, live, frozenset(secrets), latency_limit_ms)
        self.gauge = Gauge(contract)
        self.at_end = tuple(check for check in checks if check.when == "end")
        self._on_exchange = tuple(check for check in checks if check.when == "exchange")
        self._plans: dict[tuple[str | None, int, bool, bool], Plan] = {}

    def plan(self, exchange: Exchange) -> Plan:
        """Return what to do with such an exchange; of each kind there are many."""
        kind = exchange.operation, exchange.status, exchange.account is None, exchange.racing
        return self._plans.get(kind) or self._plans.setdefault(kind, self._planned(exchange))

    def _planned(self, exchange: Exchange) -> Plan:
        occasion = Occasion(deed(exchange.operation), exchange.status, exchange.account is not None, self.terms)
        asked = (check for check in self._on_exchange if check.on(occasion))
        checks = tuple(check for check in asked if not (check.ordered and exchange.racing))
        operation = self.terms.contract.operations.get(exchange.operation or "")
        if operation is None:
            return Plan(None, None, None, checks)
        answered = operation.response_schemas.get(exchange.status)
        described = self.terms.contract.schemas.validator(answered) if answered else None
        return Plan(operation, operation.request_schema, described, checks)

    def begin(self) -> Session:
        """Start a test: what other tests have seen is of no concern to it."""
        return Session(self)


class Session:
    """The oracles' memory of one test."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._context = Context(checker.terms)
        self._history = self._context.history
        self._tally = Tally(checker.gauge)
        self._broken: dict[str, Exception] = {}

    @property
    def undecided(self) -> list[Doubt]:
        """What a check could not decide: what, why, and the capability that is lacking."""
        return self._context.doubts

    def check(self, exchange: Exchange) -> list[Violation]:
        """Return what is wrong with an exchange, in the light of all before it."""
        context, history = self._context, self._history
        operation, posted, described, checks = self._checker.plan(exchange)
        observed = observe(exchange, context.edition, history.calls, history.suspect)
        context.turn_to(observed, operation, described)
        found = self._run(checks)
        if found or exchange.racing:
            history.suspect.update(sighting.id for sighting in observed.calls)
        if posted and exchange.request_body:
            self._tally.note(posted, context)
        history.add(observed)
        return found

    def close(self, traces: Mapping[str, Trace] | None = None) -> list[Violation]:
        """Return what is wrong with the test as a whole, given what was heard on the legs of its calls.

        Raises :class:`HarnessError`, naming the check, when one has failed by a mistake of its own.
        """
        self._context.end(traces or {})
        found = self._run(self._checker.at_end)
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
        return self._context.facts | self._tally.facts(self._history.seen)

    def _run(self, checks: Iterable[Check]) -> list[Violation]:
        """Let every check look; one that breaks down does not silence the others.

        Of one check's violations in one answer the first :data:`MOST_OF_ONE` are told.
        """
        context, found = self._context, []
        for check in checks:
            try:
                if told := check.run(context):
                    for violation in islice(told, MOST_OF_ONE):
                        found.append(violation.by(check.name))  # noqa: PERF401 - those before a breakdown are told
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told at the end
                self._broken.setdefault(check.name, error)
        return found
