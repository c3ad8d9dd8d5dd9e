"""Whatever schemathesis finds has a kind of the harness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from schemathesis.core import failures
from schemathesis.core.failures import AcceptedNegativeData, CustomFailure, Failure, ServerError
from schemathesis.openapi import checks
from schemathesis.openapi.checks import JsonSchemaError

from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.failures import violation_of
from voipbin_harness.violation import Kind

EXCHANGE = Exchange(1, "demo", "POST", "http://mock/v1.0/flows", (), b"{}", 200, (), b"{}", operation="POST /flows")


def classes(of: type[Failure]) -> Iterator[type[Failure]]:
    for below in of.__subclasses__():
        yield below
        yield from classes(below)


def made(kind: type[Failure]) -> Failure:
    failure = kind.__new__(kind)
    failure.operation, failure.title, failure.message = "POST /flows", "a title", "two\nlines"
    return failure


OF_OPENAPI = [
    kind
    for kind in sorted(set(classes(Failure)), key=str)
    if kind.__module__ in (failures.__name__, checks.__name__) and kind not in (JsonSchemaError, CustomFailure)
]


@pytest.mark.parametrize("kind", OF_OPENAPI, ids=lambda kind: kind.__name__)
def test_every_failure_has_a_kind(kind: type[Failure]) -> None:
    assert violation_of(made(kind), EXCHANGE).kind is not Kind.SCENARIO


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (ServerError, Kind.CRASH),
        (AcceptedNegativeData, Kind.ACCEPTED_INVALID),
        (checks.RejectedPositiveData, Kind.REJECTED_VALID),
        (checks.UndefinedStatusCode, Kind.WRONG_STATUS),
        (checks.AllowHeaderMismatch, Kind.WRONG_STATUS),
        (checks.IgnoredAuth, Kind.AUTH),
        (checks.UseAfterFree, Kind.LIFECYCLE),
        (checks.EnsureResourceAvailability, Kind.ECHO),
    ],
)
def test_a_failure_names_its_operation(failure: type[Failure], expected: Kind) -> None:
    violation = violation_of(made(failure), EXCHANGE)
    assert (violation.kind, violation.operation, violation.exchange) == (expected, "POST /flows", EXCHANGE)
    assert "\n" not in violation.observed


@pytest.mark.parametrize(
    ("schema", "value", "kind"),
    [
        ({"required": ["name"]}, {}, Kind.MISSING_FIELD),
        ({"properties": {"name": {"type": "string"}}}, {"name": 1}, Kind.WRONG_TYPE),
        ({"properties": {"name": {"enum": ["a"]}}}, {"name": "b"}, Kind.UNKNOWN_VALUE),
        ({"properties": {"name": {"pattern": "^a$"}}}, {"name": "b"}, Kind.WRONG_FORMAT),
        ({"properties": {}, "additionalProperties": False}, {"name": "b"}, Kind.UNDECLARED_FIELD),
    ],
)
def test_a_schema_error_is_told_by_its_keyword(schema: dict[str, Any], value: Any, kind: Kind) -> None:
    error = next(iter(jsonschema_rs.Draft202012Validator(schema).iter_errors(value)))
    failure = JsonSchemaError.from_exception(operation="POST /flows", exc=error, root_schema=schema)
    violation = violation_of(failure, EXCHANGE)
    assert violation.kind is kind
    assert violation.where in ("$", "$.name")
