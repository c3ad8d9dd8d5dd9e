"""The operations of an OpenAPI document, and which of them a request is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True)
class Operation:
    """One documented operation.

    ``name`` is the method and the path template (``GET /calls/{id}``); ``prefix`` is the path of its server
    (``/v1.0``, or empty for what lives at the root of the host). ``request_schema`` names the schema of the
    body, ``response_schemas`` that of each status that documents one.
    """

    name: str
    method: str
    template: str
    prefix: str
    statuses: frozenset[int]
    request_schema: str | None
    response_schemas: Mapping[int, str]

    @property
    def path(self) -> str:
        """The full path template, with the prefix of its server."""
        return self.prefix + self.template

    @property
    def success(self) -> frozenset[int]:
        """The documented statuses of success."""
        return frozenset(status for status in self.statuses if 200 <= status < 300)


def read_operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield the operations of a document whose responses and parameters may refer to its components."""
    for template, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                servers = item[method].get("servers") or item.get("servers") or document["servers"]
                yield _operation(document, template, method.upper(), item[method], servers[0]["url"].rstrip("/"))


def _operation(
    document: Mapping[str, Any], template: str, method: str, body: Mapping[str, Any], prefix: str
) -> Operation:
    answers = {int(status): _resolved(document, answer) for status, answer in body["responses"].items()}
    schemas = {status: _schema_name(answer) for status, answer in answers.items()}
    return Operation(
        name=f"{method} {template}",
        method=method,
        template=template,
        prefix=prefix,
        statuses=frozenset(answers),
        request_schema=_schema_name(_resolved(document, body.get("requestBody", {}))),
        response_schemas={status: name for status, name in schemas.items() if name is not None},
    )


def _resolved(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = document
    for key in node["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    target: Mapping[str, Any] = found
    return target


def _schema_name(message: Mapping[str, Any]) -> str | None:
    reference = message.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref")
    return reference.removeprefix("schemas/").removesuffix(".json") if reference else None


@dataclass
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    parameter: tuple[str, _Node] | None = None
    operations: dict[str, Operation] = field(default_factory=dict)


class Router:
    """Finds the operation that a method and a full path belong to."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            self._insert(operation)

    def match(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        """Return the operation and the decoded path parameters, or ``None`` where there is none."""
        node, parameters = self._find(path)
        operation = node.operations.get(method.upper()) if node else None
        return (operation, parameters) if operation else (None, {})

    def methods(self, path: str) -> frozenset[str]:
        """Return the methods that are documented for a path; empty where the path is not."""
        node, _ = self._find(path)
        return frozenset(node.operations) if node else frozenset()

    def _insert(self, operation: Operation) -> None:
        node = self._root
        for segment in operation.path.split("/")[1:]:
            if segment.startswith("{"):
                node.parameter = node.parameter or (segment[1:-1], _Node())
                node = node.parameter[1]
            else:
                node = node.children.setdefault(segment, _Node())
        node.operations[operation.method] = operation

    def _find(self, path: str) -> tuple[_Node | None, dict[str, str]]:
        node, parameters = self._root, {}
        for segment in path.split("?", 1)[0].split("/")[1:]:
            if segment in node.children:
                node = node.children[segment]
            elif node.parameter and segment:
                parameters[node.parameter[0]] = unquote(segment)
                node = node.parameter[1]
            else:
                return None, {}
        return node, parameters
