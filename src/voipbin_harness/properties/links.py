"""The links of the document: what an answer says can be asked for next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voipbin_harness.contract import Contract, Operation
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.violation import HarnessError

_BODY, _PATH = "$response.body#", "$request.path."


@dataclass(frozen=True, slots=True)
class Step:
    """A request that an answer of the operation ``source`` leads to, with the values it gave to its parameters."""

    source: str
    target: Operation
    values: Mapping[str, str]

    @property
    def path(self) -> str:
        """The path, with its parameters filled in."""
        path = self.target.template
        for name, value in self.values.items():
            path = path.replace(f"{{{name}}}", value)
        return path

    @property
    def query(self) -> dict[str, str]:
        """The values that are no part of the path."""
        return {name: value for name, value in self.values.items() if f"{{{name}}}" not in self.target.template}


class Links:
    """All links of an edition's document."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._by_id = {
            body["operationId"]: contract.operations[f"{method.upper()} {template}"]
            for template, item in contract.raw["paths"].items()
            for method, body in item.items()
            if isinstance(body, dict) and "operationId" in body
        }

    def steps_from(self, exchange: Exchange) -> Iterator[Step]:
        """Yield the steps that an answer leads to; a link to something that the answer does not hold leads nowhere."""
        for link in self._documented(exchange):
            target = self._by_id[link["operationId"]]
            values = {name: _value(text, exchange) for name, text in link.get("parameters", {}).items()}
            if all(values.values()):
                yield Step(exchange.name, target, {name: str(value) for name, value in values.items()})

    def _documented(self, exchange: Exchange) -> list[dict[str, Any]]:
        method, _, template = exchange.name.partition(" ")
        operation = self._contract.raw["paths"].get(template, {}).get(method.lower(), {})
        answer = operation.get("responses", {}).get(str(exchange.status), {})
        return [*answer.get("links", {}).values()]


def _value(expression: str, exchange: Exchange) -> Any:
    """Return what a runtime expression means; ``None`` where there is no such thing.

    Raises :class:`HarnessError` for one that no contract has needed so far.
    """
    if expression.startswith(_PATH):
        return exchange.path_params.get(expression.removeprefix(_PATH))
    if not expression.startswith(_BODY):
        raise HarnessError(f"{exchange.name}: the link's expression {expression} is of a kind that walks do not know")
    try:
        found = exchange.json
    except MalformedBody:
        return None
    for key in expression.removeprefix(_BODY).split("/")[1:]:
        if isinstance(found, list):
            found = found[int(key)] if key.isdigit() and int(key) < len(found) else None
        else:
            found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else None
