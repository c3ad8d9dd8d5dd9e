"""What a check is given to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from voipbin_harness.callees.heard import Trace
from voipbin_harness.contract import Contract, Operation, Problem
from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.history import History
from voipbin_harness.observed import Observed, observe
from voipbin_harness.violation import HarnessError, Kind, Severity, Violation, Witness

#: What could not be decided: what, why, and the capability that the target lacks for it.
Doubt = tuple[str, str, str]


@dataclass
class Context:
    """One exchange with all that was seen before it, or, for a check at the end, all that was seen.

    At the end ``exchange``, ``operation`` and ``observed`` are ``None`` and ``traces`` holds what is known of each
    call's legs, by call id. ``live`` is true on a real account, where others may act at the same time.
    ``secrets`` are texts that no answer may contain; ``latency_limit_ms`` is the longest an answer may take.
    A check that cannot decide appends to ``doubts``, and tells ``facts`` what it has covered.
    """

    exchange: Exchange | None
    operation: Operation | None
    contract: Contract
    edition: Edition
    history: History
    live: bool = False
    secrets: frozenset[str] = frozenset()
    latency_limit_ms: float | None = None
    traces: Mapping[str, Trace] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    facts: set[tuple[str, str]] = field(default_factory=set)
    observed: Observed | None = None

    def __post_init__(self) -> None:
        if self.observed is None and self.exchange is not None:
            self.observed = observe(self.exchange, self.edition)

    @property
    def now(self) -> tuple[Exchange, Observed]:
        """The exchange under check and what it shows; raises :class:`HarnessError` at the end of a test."""
        if self.exchange is None or self.observed is None:
            raise HarnessError("a check that runs at the end of a test has no exchange to look at")
        return self.exchange, self.observed

    @cached_property
    def request_problems(self) -> list[Problem]:
        """The documented rules that the request's body breaks; none where nobody can read it or no rule holds for it.

        A ``flow_id`` wins over actions [C], so of actions beside one nothing is documented.
        """
        exchange, observed = self.now
        if self.operation is None or not exchange.request_body:
            return []
        try:
            posted = exchange.request_json
        except MalformedBody:
            return []
        runs_flow = isinstance(observed.request.get("flow_id"), str)
        problems = self.contract.request_problems(self.operation, posted)
        return [each for each in problems if not (runs_flow and each.where.startswith("$.actions"))]

    def found(
        self,
        kind: Kind,
        where: str,
        expected: str,
        observed: str,
        *,
        exchange: Exchange | None = None,
        operation: str | None = None,
        witness: Witness = Witness.API,
        severity: Severity = Severity.FAIL,
    ) -> Violation:
        """Return a violation of the exchange under check, or of the one given."""
        about = exchange or self.exchange
        name = operation or (named(about, self.contract) if about else "")
        return Violation(kind, name, where, expected, observed, witness, severity, exchange=about)


def named(exchange: Exchange, contract: Contract) -> str:
    """Return the operation's name; where there is none, the method with the path's template or the path itself."""
    if exchange.operation:
        return exchange.operation
    for method in sorted(contract.methods_of(exchange.path)):
        operation, _ = contract.match(method, exchange.path)
        if operation:
            return f"{exchange.method} {operation.template}"
    return exchange.name
