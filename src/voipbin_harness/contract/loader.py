"""The contract of one edition, as the rest of the harness asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from voipbin_harness.contract.generations import judge
from voipbin_harness.contract.inventory import Inventory, inventory_of
from voipbin_harness.contract.mutate import Boundary, Mutation, boundaries, broken
from voipbin_harness.contract.operations import Operation, Router, read_operations
from voipbin_harness.contract.problems import Problem, problems_of
from voipbin_harness.contract.schemas import Schemas
from voipbin_harness.resources import suite_root
from voipbin_harness.violation import HarnessError


class Contract:
    """Everything that one edition documents.

    ``operations`` holds the documented operations by name; ``schemas`` the JSON Schemas by name;
    ``raw`` is the OpenAPI document, read from ``openapi_path``.
    """

    def __init__(self, folder: Path) -> None:
        self.edition = folder.name
        self.folder = folder
        self.openapi_path = folder / "openapi.yaml"
        self.raw: Mapping[str, Any] = yaml.safe_load(self.openapi_path.read_text(encoding="utf-8"))
        self.schemas = Schemas(folder / "schemas", self.edition)
        self.operations: Mapping[str, Operation] = {each.name: each for each in read_operations(self.raw)}
        self._router = Router(self.operations.values())

    def match(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        """Return the operation of a method and a full path (``/v1.0/calls/…``), with its path parameters.

        The operation is ``None`` and the parameters are empty where the edition documents none.
        """
        return self._router.match(method, path)

    def methods_of(self, path: str) -> frozenset[str]:
        """Return the methods that are documented for a full path; empty for a path that is not documented."""
        return self._router.methods(path)

    def is_valid(self, schema: str, instance: Any) -> bool:
        """Return whether an instance breaks no rule of a schema; to say which it breaks takes much longer.

        Raises :class:`HarnessError` when the edition has no schema of that name.
        """
        return self.schemas.validator(schema).is_valid(instance)

    def schema_problems(self, schema: str, instance: Any) -> list[Problem]:
        """Return which rules of a schema an instance breaks; empty when it is valid.

        Raises :class:`HarnessError` when the edition has no schema of that name.
        """
        validator = self.schemas.validator(schema)
        if validator.is_valid(instance):
            return []
        problems = problems_of(self.schemas, validator.iter_errors(instance), instance)
        return judge(self.schemas, schema, instance, problems)

    def answer_problems(self, operation: Operation, status: int, instance: Any) -> list[Problem]:
        """Return which rules an answer's body breaks; empty also where the status documents no body."""
        schema = operation.response_schemas.get(status)
        return self.schema_problems(schema, instance) if schema else []

    def request_problems(self, operation: Operation, instance: Any) -> list[Problem]:
        """Return which documented rules a request's body breaks; empty where the operation takes none."""
        return self.schema_problems(operation.request_schema, instance) if operation.request_schema else []

    def inventory(self) -> Mapping[str, Inventory]:
        """Return what each schema declares, by the schema's name."""
        return self._inventory

    def broken(self, schema: str, base: Any) -> Iterator[Mutation]:
        """Yield instances that break one rule each of what the valid ``base`` keeps; see :func:`mutate.broken`."""
        return broken(self.schemas, schema, base)

    def boundaries(self, schema: str, base: Any) -> Iterator[Boundary]:
        """Yield valid instances at the edge of a rule; see :func:`mutate.boundaries`."""
        return boundaries(self.schemas, schema, base)

    def examples(self, schema: str) -> tuple[dict[str, Any], ...]:
        """Return the hand-written examples of a schema, valid and not; none where it has no file of them."""
        path = self.folder / "examples" / f"{schema}.json"
        return tuple(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else ()

    @cached_property
    def _inventory(self) -> dict[str, Inventory]:
        return {name: inventory_of(self.schemas, name) for name in self.schemas}


def editions() -> tuple[str, ...]:
    """Return the names of the editions that there are contracts for."""
    folder = suite_root() / "contracts"
    return tuple(sorted(path.parent.name for path in folder.glob("*/openapi.yaml")))


@cache
def load(edition: str) -> Contract:
    """Return the contract of an edition, read and compiled once.

    Raises :class:`HarnessError` when there is no such edition.
    """
    if edition not in editions():
        raise HarnessError(f"no edition {edition!r}; there are {', '.join(editions())}")
    return Contract(suite_root() / "contracts" / edition)
