"""What schemathesis finds, in the words of the harness."""

from __future__ import annotations

from collections.abc import Mapping

from schemathesis.core.failures import (
    AcceptedNegativeData,
    Failure,
    FailureGroup,
    MalformedJson,
    ResponseTimeExceeded,
    ServerError,
)
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.openapi import checks
from schemathesis.openapi.checks import JsonSchemaError, UndefinedStatusCode

from voipbin_harness.contract.problems import json_path
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.sending import Sent
from voipbin_harness.violation import Kind, Violation

_BY_KEYWORD = {
    "required": Kind.MISSING_FIELD,
    "additionalProperties": Kind.UNDECLARED_FIELD,
    "unevaluatedProperties": Kind.UNDECLARED_FIELD,
    "type": Kind.WRONG_TYPE,
    "enum": Kind.UNKNOWN_VALUE,
    "const": Kind.UNKNOWN_VALUE,
    "oneOf": Kind.UNKNOWN_VALUE,
    "anyOf": Kind.UNKNOWN_VALUE,
}

#: Each class of failure: the kind it is of, the place that it speaks of, and what was expected there.
_WORDS: Mapping[type[Failure], tuple[Kind, str, str]] = {
    ServerError: (Kind.CRASH, "status", "no 5xx"),
    UndefinedStatusCode: (Kind.WRONG_STATUS, "status", "a documented status"),
    checks.UnsupportedMethodResponse: (Kind.WRONG_STATUS, "status", "405 with Allow"),
    checks.AllowHeaderMismatch: (Kind.WRONG_STATUS, "Allow", "the documented methods"),
    AcceptedNegativeData: (Kind.ACCEPTED_INVALID, "status", "a refusal of invalid data"),
    checks.MissingHeaderNotRejected: (Kind.ACCEPTED_INVALID, "status", "a refusal without the required header"),
    checks.RejectedPositiveData: (Kind.REJECTED_VALID, "status", "success for valid data"),
    checks.IgnoredAuth: (Kind.AUTH, "status", "401"),
    checks.ObjectLevelAuthorizationViolation: (Kind.ISOLATION, "status", "403 or 404"),
    checks.MissingContentType: (Kind.WRONG_CONTENT_TYPE, "Content-Type", "the documented media type"),
    checks.MalformedMediaType: (Kind.WRONG_CONTENT_TYPE, "Content-Type", "the documented media type"),
    checks.UndefinedContentType: (Kind.WRONG_CONTENT_TYPE, "Content-Type", "the documented media type"),
    checks.MissingHeaders: (Kind.MISSING_FIELD, "headers", "the documented headers"),
    checks.ContentDeserializationError: (Kind.MALFORMED_BODY, "$", "a body of the documented media type"),
    checks.DiscriminatorMismatch: (Kind.UNKNOWN_VALUE, "$", "a documented type"),
    MalformedJson: (Kind.MALFORMED_BODY, "$", "JSON"),
    ResponseTimeExceeded: (Kind.LATENCY, "elapsed", "an answer in time"),
    # A deleted thing that is still there: what was asked for has not been done.
    checks.UseAfterFree: (Kind.LIFECYCLE, "status", "404 for a deleted thing"),
    checks.EnsureResourceAvailability: (Kind.ECHO, "status", "what was just created"),
}


def judge(sent: Sent, recorder: ScenarioRecorder | None = None) -> list[Violation]:
    """Return what schemathesis's checks find in an answer; ``recorder`` holds the steps that led there."""
    try:
        sent.case.validate_response(
            sent.response, headers=dict(sent.response.request.headers), transport_kwargs=None, recorder=recorder
        )
    except FailureGroup as group:
        return [violation_of(failure, sent.exchange) for failure in _flat(group)]
    return []


def violation_of(failure: Failure, exchange: Exchange) -> Violation:
    """Return the violation that a failure amounts to."""
    name = f"schemathesis:{type(failure).__name__}"
    if isinstance(failure, JsonSchemaError):
        keyword = str(failure.schema_path[-1]) if failure.schema_path else ""
        kind = _BY_KEYWORD.get(keyword, Kind.WRONG_FORMAT)
        where = json_path(tuple(failure.instance_path))
        expected, observed = f"what {keyword} asks for", failure.validation_message
    else:
        kind, where, expected = _words_of(failure)
        observed = str(exchange.status) if where == "status" else _one_line(failure.message)
    return Violation(kind, exchange.name, where, expected, _one_line(observed), check=name, exchange=exchange)


def _words_of(failure: Failure) -> tuple[Kind, str, str]:
    for kind_of_failure in type(failure).__mro__:
        if kind_of_failure in _WORDS:
            return _WORDS[kind_of_failure]
    return Kind.SCENARIO, failure.title, "no failure"


def _flat(group: BaseExceptionGroup[Failure]) -> list[Failure]:
    flat: list[Failure] = []
    for inner in group.exceptions:
        flat += _flat(inner) if isinstance(inner, BaseExceptionGroup) else [inner]
    return sorted(flat, key=lambda failure: (type(failure).__name__, failure.message))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:160] + "…"
