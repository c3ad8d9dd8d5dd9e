"""What a check is given to look at."""

from __future__ import annotations

from collections.abc import Mapping

from jsonschema_rs import Validator

from voipbin_harness.callees.heard import Trace
from voipbin_harness.checks import Terms
from voipbin_harness.contract import Contract, Operation, Problem
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.history import History
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Severity, Violation, Witness

#: What could not be decided: what, why, and the capability that the target lacks for it.
Doubt = tuple[str, str, str]


class Context:
    """One exchange with all that was seen before it, or, for a check at the end, all that was seen.

    There is one for a test, which turns from exchange to exchange; what :class:`Terms` says holds for all of them.
    ``now`` is the exchange under check and what it shows; at the end there is none, and ``traces`` holds what is known
    of each call's legs, by call id. A check that cannot decide appends to ``doubts``, and tells ``facts`` what it has
    covered.
    """

    now: tuple[Exchange, Observed]

    def __init__(self, terms: Terms) -> None:
        self.contract, self.edition, self.live, self.secrets, self.latency_limit_ms = terms
        self.history = History()
        self.doubts: list[Doubt] = []
        self.facts: set[tuple[str, str]] = set()
        self.traces: Mapping[str, Trace] = {}
        self.operation: Operation | None = None
        self.described: Validator | None = None
        self._problems: list[Problem] | None = None

    def turn_to(self, observed: Observed, operation: Operation | None, described: Validator | None) -> None:
        """Look at an exchange of an operation; ``described`` knows the answers that are documented for its status."""
        self.now = observed.exchange, observed
        self.operation = operation
        self.described = described
        self._problems = None

    def end(self, traces: Mapping[str, Trace]) -> None:
        """Look at the test as a whole, with what was heard on the legs of its calls."""
        self.__dict__.pop("now", None)
        self.operation = None
        self.traces = traces

    @property
    def request_problems(self) -> list[Problem]:
        """The documented rules that the request's body breaks; none where nobody can read it or no rule holds for it.

        A ``flow_id`` wins over actions [C], so of actions beside one nothing is documented.
        """
        if self._problems is None:
            self._problems = self._broken_rules()
        return self._problems

    def _broken_rules(self) -> list[Problem]:
        exchange, observed = self.now
        if self.operation is None or not exchange.request_body:
            return []
        try:
            posted = exchange.request_json
        except MalformedBody:
            return []
        problems = self.contract.request_problems(self.operation, posted)
        runs_flow = isinstance(observed.request.get("flow_id"), str)
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
        about = exchange or (self.now[0] if "now" in self.__dict__ else None)
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
