"""What a test has covered: facts, read off each exchange as it comes."""

from __future__ import annotations

from collections.abc import Callable

from voipbin_harness.contract import Contract, Operation, Problem
from voipbin_harness.coverage.answers import Answers
from voipbin_harness.coverage.dimensions import Fact
from voipbin_harness.coverage.flows import action_types
from voipbin_harness.coverage.requests import Requests, broken
from voipbin_harness.exchange import MalformedBody
from voipbin_harness.observed import Observed


class Gauge:
    """What there is to see, made ready once for all tests."""

    def __init__(self, contract: Contract) -> None:
        self.answers = Answers(contract)
        self.requests = Requests(contract)


class Tally:
    """The facts of one test."""

    def __init__(self, gauge: Gauge) -> None:
        self.facts: set[Fact] = set()
        self._gauge = gauge
        self._objects: set[tuple[int, tuple[str, ...]]] = set()
        self._requests: set[tuple[str, bytes]] = set()

    def see(
        self, observed: Observed, operation: Operation | None, name: str, problems: Callable[[], list[Problem]]
    ) -> None:
        """Take in one exchange; ``name`` is its operation's in reports, ``problems`` says what its request breaks."""
        exchange = observed.exchange
        self.facts.add(("responses", f"{name} {exchange.status}"))
        if operation is None:
            return
        if (schema := operation.response_schemas.get(exchange.status)) is not None:
            self._answer(schema, observed)
        if operation.request_schema and exchange.request_body:
            self._request(operation.request_schema, observed, problems)

    def _answer(self, schema: str, observed: Observed) -> None:
        try:
            body = observed.exchange.json
        except MalformedBody:
            return
        self._gauge.answers.show(schema, body, self.facts, self._objects)

    def _request(self, schema: str, observed: Observed, problems: Callable[[], list[Problem]]) -> None:
        exchange = observed.exchange
        if observed.done:
            self.facts.update(("actions", kind) for kind in action_types(observed.request.get("actions")))
        if (schema, exchange.request_body) in self._requests:
            return
        self._requests.add((schema, exchange.request_body))
        try:
            posted = exchange.request_json
        except MalformedBody:
            return
        if found := problems():
            self.facts.update(("rules-broken", rule) for rule in broken(found))
        else:
            self.facts.update(("rules-kept", rule) for rule in self._gauge.requests.kept(schema, posted))
