"""The edition's OpenAPI document as schemathesis reads it: in one piece, with the overlay laid over its requests."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import cache
from typing import Any

import schemathesis
from schemathesis import Case as AnyCase
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import APIOperation, BaseSchema

from voipbin_harness.contract import Contract, load
from voipbin_harness.contract import Operation as Documented
from voipbin_harness.properties.overlay import Allowed, pin
from voipbin_harness.violation import HarnessError

Case = AnyCase[Any]
Operation = APIOperation[Any, Any, Any, Any]

#: No learning from run to run, and statuses that valid and invalid data may meet: an id that is not there is valid.
_CONFIG: dict[str, Any] = {
    "cache": {"enabled": False},
    "analysis": {"constants": {"enabled": False}},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx"]},
        "negative_data_rejection": {"expected-statuses": ["400", "404", "405", "413", "415"]},
        # The contract checker judges every exchange by the same document, tells branches and generations apart, and
        # names the rule; the same finding twice would only hide it.
        "not_a_server_error": {"enabled": False},
        "status_code_conformance": {"enabled": False},
        "content_type_conformance": {"enabled": False},
        "response_schema_conformance": {"enabled": False},
        # It sends requests of its own, past the line; `robustness` tries every credential on every operation.
        "ignored_auth": {"enabled": False},
        # It needs several identities of schemathesis's own; the isolation check watches every other customer's id.
        "object_level_authorization": {"enabled": False},
    },
    "operations": [
        {
            "include-path-regex": "[{]",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409"]}},
        }
    ],
}


_UNDECIDED: dict[str, Any] = {
    "cache": _CONFIG["cache"],
    "analysis": _CONFIG["analysis"],
    "checks": {**_CONFIG["checks"], "positive_data_acceptance": {"enabled": False}},
}

#: The description of `current` declares next to nothing as required. Whether it is a fault that sparse data is refused
#: cannot be told from it: the rejection check decides, which asks whether anything can be said against a request. Data
#: is generated with every member there is, so that most of it is accepted; `rules` leaves out one at a time.
_SILENT_ON_REQUIRED = frozenset({"current"})


@cache
def generator_of(edition: str, permitted: Allowed) -> BaseSchema:
    """Return what generates requests of an edition; built once for each process."""
    silent = edition in _SILENT_ON_REQUIRED
    document = _whole(load(edition), replace(permitted, complete=silent))
    config = SchemathesisConfig.from_dict(_UNDECIDED if silent else _CONFIG)
    return schemathesis.openapi.from_dict(document, config=config)


def operations_with_input(contract: Contract) -> list[str]:
    """Return the names of the operations that take anything which could be invalid."""
    return [name for name, operation in contract.operations.items() if _takes_input(contract, operation)]


def _takes_input(contract: Contract, operation: Documented) -> bool:
    item = contract.raw["paths"][operation.template]
    return bool(item.get("parameters") or item[operation.method.lower()].keys() & {"parameters", "requestBody"})


def operation_of(edition: str, permitted: Allowed, name: str) -> Operation:
    """Return the operation of a name (``GET /calls/{id}``)."""
    method, _, template = name.partition(" ")
    operation: Operation = generator_of(edition, permitted)[template][method]
    if operation.has_skipped_required_body:
        raise HarnessError(f"{name}: schemathesis cannot read the schema of its request body in {edition}")
    return operation


def _whole(contract: Contract, permitted: Allowed) -> dict[str, Any]:
    """Return the document with every schema file among its components.

    Its security is left out: credentials are put on by the client, and schemathesis would generate some.
    """
    document = _inlined(dict(contract.raw), "")
    document.pop("security", None)
    components = {**document.get("components", {})}
    components.pop("securitySchemes", None)
    schemas = {_component(name): _inlined(schema, name) for name, schema in contract.schemas.items()}
    requests = {f"pinned.{name}": pin(_in_requests(schema), permitted) for name, schema in schemas.items()}
    components["schemas"] = {**components.get("schemas", {}), **schemas, **requests}
    paths = {template: _path_item(item) for template, item in document["paths"].items()}
    return {**document, "paths": paths, "components": components}


def _path_item(item: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {
            name: _in_requests(value) if name == "requestBody" else value
            for name, value in operation.items()
            if name != "security"
        }
        if isinstance(operation, dict)
        else operation
        for key, operation in item.items()
    }


def _inlined(value: Any, name: str) -> Any:
    """Return a part of the document, or of the schema ``name``, that refers to components and to no file."""
    if isinstance(value, list):
        return [_inlined(each, name) for each in value]
    if not isinstance(value, dict):
        return value
    inlined = {key: _inlined(each, name) for key, each in value.items() if key not in ("$schema", "$comment")}
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.partition("#")[0]:
        found = posixpath.normpath(posixpath.join(posixpath.dirname(name), reference)).removesuffix(".json")
        inlined["$ref"] = f"#/components/schemas/{_component(found.removeprefix('schemas/'))}"
    return inlined


def _in_requests(value: Any) -> Any:
    """Return the same with references to the pinned schemas."""
    if isinstance(value, list):
        return [_in_requests(each) for each in value]
    if not isinstance(value, dict):
        return value
    inlined = {key: _in_requests(each) for key, each in value.items()}
    if isinstance(reference := value.get("$ref"), str):
        inlined["$ref"] = reference.replace("#/components/schemas/", "#/components/schemas/pinned.")
    return inlined


def _component(name: str) -> str:
    return name.replace("/", ".")
