"""Requests that are wrong in exactly one way, and requests that are only just right, for every documented rule."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from voipbin_harness.contract import Contract
from voipbin_harness.contract.mutate import Boundary, Mutation
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.findings import Findings
from voipbin_harness.properties.guard import refusal
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed, pinned, spare_login
from voipbin_harness.violation import HarnessError, Kind, RunStopped, Unproven, Violation
from voipbin_harness.world import World

_INDEX = re.compile(r"\[\d+\]")
Changed = TypeVar("Changed", Mutation, Boundary)


def operations_with_body(contract: Contract) -> list[str]:
    """Return the names of the operations whose request has documented rules."""
    return [name for name, operation in contract.operations.items() if operation.request_schema]


def try_broken_rules(world: World, operation: str) -> None:
    """Break each rule of a request alone: it must be refused, and the finding names the rule."""
    spare_login(world, operation)
    trial = RuleTrial(world, operation, to_be_refused=True)
    trial.breaking(documented(world.contract, operation))
    trial.report()


def try_boundaries(world: World, operation: str) -> None:
    """Go to the edge of each rule of a request: it must be accepted, as the documented requests themselves."""
    trial = RuleTrial(world, operation)
    trial.edging(documented(world.contract, operation))
    trial.report()


def documented(contract: Contract, operation: str) -> list[Any]:
    """Return the bodies that the documentation shows, or clearly says to be, valid requests of an operation."""
    return documented_as(contract, contract.operations[operation].request_schema or "")


def documented_as(contract: Contract, schema: str) -> list[Any]:
    """Return the valid examples of a schema, less those that are valid by a decision of this project alone."""
    valid = [example for example in contract.examples(schema) if example["valid"]]
    return [example["data"] for example in valid if not example["provenance"].startswith("decision:")]


def breaks_a_rule(contract: Contract, operation: str, body: Any) -> bool:
    """Whether a body breaks a rule that holds for it: of actions beside a ``flow_id``, which wins, nothing is said."""
    problems = contract.request_problems(contract.operations[operation], body)
    return any(not (runs_flow(body) and each.where.startswith("$.actions")) for each in problems)


def runs_flow(body: Any) -> bool:
    """Whether a body names a stored flow to run."""
    return isinstance(body, dict) and isinstance(body.get("flow_id"), str)


class RuleTrial:
    """Valid bodies of one operation, changed at one place each, and what the target makes of them."""

    def __init__(self, world: World, operation: str, *, to_be_refused: bool = False) -> None:
        self._world = world
        self._operation = world.contract.operations[operation]
        self._schema = self._operation.request_schema or ""
        self._permitted = allowed(world, to_be_refused=to_be_refused)
        self._known = Known(world, self._permitted)
        self._findings = Findings()
        self._sent = 0
        self._forbidden = 0

    def breaking(self, bodies: Sequence[Any], *, below: str = "$") -> None:
        """Send the bodies with one rule broken each, of the rules that hold at ``below`` (a JSONPath) and under it."""
        for mutation in self._changed(self._world.contract.broken, bodies, below):
            if runs_flow(mutation.instance) and mutation.where.startswith("$.actions"):
                continue
            answer = self._send(mutation.instance)
            if answer is not None and answer.ok:
                self._found(Kind.ACCEPTED_INVALID, mutation, "a refusal", answer)

    def edging(self, bodies: Sequence[Any], *, below: str = "$") -> None:
        """Send the bodies as they are and at the edge of each rule."""
        for body in self._usable(bodies):
            answer = self._send(body)
            if answer is not None and not answer.ok:
                whole = Boundary(f"schemas/{self._schema}.json#", "$", "a documented request", body)
                self._found(Kind.REJECTED_VALID, whole, "success", answer)
        for boundary in self._changed(self._world.contract.boundaries, bodies, below):
            answer = self._send(boundary.instance)
            if answer is not None and not answer.ok:
                self._found(Kind.REJECTED_VALID, boundary, "success", answer)

    def report(self) -> None:
        """Raise what was found.

        Raises :class:`HarnessError` when nothing was sent, :class:`Unproven` where the guard of a live target has let
        nothing pass.
        """
        self._findings.report()
        if not self._sent and self._forbidden:
            raise Unproven(self._operation.name, "all that was generated names what is not allowed", "generated_data")
        if not self._sent:
            raise HarnessError(f"{self._operation.name}: the contract has no example to start from")

    def _usable(self, bodies: Iterable[Any]) -> list[Any]:
        return [pinned(body, self._permitted) for body in bodies]

    def _changed(
        self, change: Callable[[str, Any], Iterator[Changed]], bodies: Iterable[Any], below: str
    ) -> Iterator[Changed]:
        """Yield each change of each rule once for each member, however many bodies and items it can be made in."""
        seen: set[tuple[str, str, str]] = set()
        for body in self._usable(bodies):
            for changed in change(self._schema, body):
                key = (changed.rule, changed.description, _INDEX.sub("[*]", changed.where))
                if changed.where.startswith(below) and key not in seen:
                    seen.add(key)
                    yield changed

    def _send(self, body: Any) -> Exchange | None:
        """Send a body; ``None`` when it names somebody that must not be rung."""
        collection = "/" + self._operation.template.split("/")[1]
        filled = self._known.fill(body)
        client = self._world.client()
        path = self._operation.template
        if "{id}" in path:
            path = path.replace("{id}", self._known.id_in(collection))
        content = json.dumps(filled).encode()
        if refusal(content, self._permitted):
            return None
        try:
            answer = client.request(
                self._operation.method, path, content=content, headers={"Content-Type": "application/json"}
            )
        except RunStopped:
            self._forbidden += 1
            return None
        self._sent += 1
        return answer

    def _found(self, kind: Kind, changed: Mutation | Boundary, expected: str, answer: Exchange) -> None:
        told = f"{answer.status} for {changed.description}"
        where = changed.where
        self._findings.add(
            [
                Violation(
                    kind,
                    self._operation.name,
                    where,
                    f"{expected}, by {changed.rule}",
                    told,
                    check="rules",
                    exchange=answer,
                )
            ]
        )
