"""What a test has covered: facts, read off its requests and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from voipbin_harness.checks.context import Context, named
from voipbin_harness.contract import Contract
from voipbin_harness.coverage.answers import Answers
from voipbin_harness.coverage.dimensions import Fact
from voipbin_harness.coverage.flows import action_types
from voipbin_harness.coverage.requests import Requests, broken
from voipbin_harness.exchange import MalformedBody
from voipbin_harness.observed import Observed


class Gauge:
    """What there is to see, made ready once for all tests."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.answers = Answers(contract)
        self.requests = Requests(contract)


class Tally:
    """What the exchanges of one test cover.

    Requests are noted as they come, for the context knows then what is wrong with each. All that was answered is looked
    at in the end, the answers of one kind together: that takes a fraction of the time.
    """

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self._known: set[tuple[str, bytes]] = set()
        self._accepted: list[dict[str, Any]] = []
        self._broken: set[Fact] = set()
        self._valid: defaultdict[str, list[Any]] = defaultdict(list)

    def note(self, schema: str, context: Context) -> None:
        """Take in the request of the exchange that the context has turned to; its body has a schema."""
        exchange, observed = context.now
        if observed.done:
            self._accepted.append(observed.request)
        if (schema, exchange.request_body) in self._known:
            return
        self._known.add((schema, exchange.request_body))
        try:
            posted = exchange.request_json
        except MalformedBody:
            return
        if found := context.request_problems:
            self._broken.update(("rules-broken", rule) for rule in broken(found))
        else:
            self._valid[schema].append(posted)

    def facts(self, seen: Iterable[Observed]) -> set[Fact]:
        """Return what was covered by the requests that were noted, and by the answers that were seen."""
        found = {*self._broken}
        for request in self._accepted:
            found.update(("actions", kind) for kind in action_types(request.get("actions")))
        for schema, bodies in self._valid.items():
            self._gauge.requests.keep(schema, bodies, found)
        self._answered(seen, found)
        return found

    def _answered(self, seen: Iterable[Observed], found: set[Fact]) -> None:
        kinds: defaultdict[tuple[str | None, int], list[Observed]] = defaultdict(list)
        for observed in seen:
            exchange = observed.exchange
            kinds[exchange.operation, exchange.status].append(observed)
        bodies: defaultdict[str, list[Any]] = defaultdict(list)
        contract = self._gauge.contract
        for (name, status), those in kinds.items():
            operation = contract.operations.get(name or "")
            if operation is None:
                found.update(("responses", f"{named(each.exchange, contract)} {status}") for each in those)
            else:
                found.add(("responses", f"{name} {status}"))
                if schema := operation.response_schemas.get(status):
                    bodies[schema] += map(_new, those)
        self._gauge.answers.show(bodies, found)


def _new(observed: Observed) -> Any:
    """Return an answer's body, without the documents that are as an answer before has shown them."""
    if len(observed.changed) < len(observed.things):
        return {**observed.body, "result": [thing.document for thing in observed.changed]} if observed.is_page else None
    try:
        return observed.exchange.json
    except MalformedBody:
        return None
