"""What the harness finds wrong: one violation is one broken rule, seen once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voipbin_harness.exchange import Exchange


class Kind(StrEnum):
    """The class of a finding; part of the promise of ``gate.json``."""

    MISSING_FIELD = "missing-field"
    UNDECLARED_FIELD = "undeclared-field"
    WRONG_TYPE = "wrong-type"
    WRONG_FORMAT = "wrong-format"
    UNKNOWN_VALUE = "unknown-value"
    WRONG_STATUS = "wrong-status"
    WRONG_CONTENT_TYPE = "wrong-content-type"
    MALFORMED_BODY = "malformed-body"
    WRONG_ERROR = "wrong-error"
    ACCEPTED_INVALID = "accepted-invalid"
    REJECTED_VALID = "rejected-valid"
    CRASH = "crash"
    AUTH = "auth"
    ISOLATION = "isolation"
    LIFECYCLE = "lifecycle"
    TIMESTAMPS = "timestamps"
    ECHO = "echo"
    COLLECTION = "collection"
    FLOW = "flow"
    FAN_OUT = "fan-out"
    BILLING = "billing"
    SIDE_EFFECT = "side-effect"
    LATENCY = "latency"
    MIXED_GENERATIONS = "mixed-generations"
    LEAK = "leak"
    LEFTOVER = "leftover"
    SCENARIO = "scenario"


class Witness(StrEnum):
    """Who saw it: the API's own answer, the callee, the wire, or the inside of the mock."""

    API = "api"
    CALLEE = "callee"
    SIP = "sip"
    RTP = "rtp"
    MODEL = "model"


class Severity(StrEnum):
    """Whether a violation closes the gate (``fail``) or is only listed (``warn``)."""

    FAIL = "fail"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule.

    ``operation`` is a method and a path template (``GET /calls/{id}``), ``where`` a JSONPath into the
    body, a header name or a plain place such as ``status``. ``expected`` and ``observed`` are short
    texts for people; they never contain a whole body.
    """

    kind: Kind
    operation: str
    where: str
    expected: str
    observed: str
    witness: Witness = Witness.API
    severity: Severity = Severity.FAIL
    check: str = ""
    exchange: Exchange | None = None

    def by(self, check: str) -> Violation:
        """Return the same violation, signed by the check that found it."""
        return replace(self, check=check)

    def __str__(self) -> str:
        return (
            f"{self.kind}: {self.operation} at {self.where}: "
            f"expected {self.expected}, observed {self.observed} (witness: {self.witness})"
        )


class ExpectationFailed(AssertionError):
    """An expectation of a scenario that does not hold; carries the violation it amounts to."""

    def __init__(self, violation: Violation) -> None:
        super().__init__(str(violation))
        self.violation = violation


class Unproven(Exception):
    """Nothing on this target can witness what was asked for: neither a pass nor a failure.

    ``capability`` names what the target lacks (``sip``, ``two_accounts``, ``callee`` …).
    """

    def __init__(self, what: str, why: str, capability: str) -> None:
        super().__init__(f"{what}: {why}")
        self.what = what
        self.why = why
        self.capability = capability


class HarnessError(Exception):
    """A mistake of the user or of the harness itself: one sentence saying what, where and what to do.

    Ends a command with status 2, never with a traceback.
    """


class RunStopped(HarnessError):
    """Something that a live run must never send was about to leave: nothing of it was sent, and the run ends."""
