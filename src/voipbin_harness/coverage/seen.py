"""What a test has covered: facts, read off each exchange as it comes."""

from __future__ import annotations

from typing import Any

from voipbin_harness.checks.context import Context, named
from voipbin_harness.contract import Contract
from voipbin_harness.coverage.answers import Answers
from voipbin_harness.coverage.dimensions import Fact
from voipbin_harness.coverage.flows import action_types
from voipbin_harness.coverage.requests import Requests, broken
from voipbin_harness.exchange import Exchange, MalformedBody


class Gauge:
    """What there is to see, made ready once for all tests."""

    def __init__(self, contract: Contract) -> None:
        self.answers = Answers(contract)
        self.requests = Requests(contract)


class Tally:
    """Adds what the exchanges of one test cover to its ``facts``."""

    def __init__(self, gauge: Gauge, facts: set[Fact]) -> None:
        self.facts = facts
        self._gauge = gauge
        self._shown: set[frozenset[Fact]] = set()
        self._requests: set[tuple[str, bytes]] = set()

    def see(self, context: Context) -> None:
        """Take in the exchange that the context has turned to."""
        exchange, _ = context.now
        operation = context.operation
        self.facts.add(("responses", f"{named(exchange, context.contract)} {exchange.status}"))
        if operation is None:
            return
        schema = operation.response_schemas.get(exchange.status)
        if schema is not None and (body := _readable(exchange)) is not None:
            self._gauge.answers.show(schema, body, self.facts, self._shown)
        if operation.request_schema and exchange.request_body:
            self._request(operation.request_schema, context)

    def _request(self, schema: str, context: Context) -> None:
        exchange, observed = context.now
        if observed.done:
            self.facts.update(("actions", kind) for kind in action_types(observed.request.get("actions")))
        if (schema, exchange.request_body) in self._requests:
            return
        self._requests.add((schema, exchange.request_body))
        try:
            posted = exchange.request_json
        except MalformedBody:
            return
        if found := context.request_problems:
            self.facts.update(("rules-broken", rule) for rule in broken(found))
        else:
            self._gauge.requests.keep(schema, posted, self.facts)


def _readable(exchange: Exchange) -> Any:
    try:
        return exchange.json
    except MalformedBody:
        return None
