"""Findings: violations as the reports show them, each with an id that stays the same from run to run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from voipbin_harness.masking import Masker
from voipbin_harness.replay import curl
from voipbin_harness.results import Finding
from voipbin_harness.violation import Kind, Violation

LONGEST_TEXT = 600  # characters of what was expected or observed

#: Kinds of which what was observed is a word of the API's own: another one breaks the same rule in another way.
_SAID = frozenset({Kind.UNKNOWN_VALUE, Kind.WRONG_STATUS, Kind.WRONG_ERROR})

#: What differs from run to run in a text, and what stands for it in an id.
_PASSING = (
    (re.compile(r"(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?"), "<time>"),
    (re.compile(r"\+\d{7,15}\b"), "<number>"),
    (re.compile(r"\[\d+\]"), "[*]"),
    (re.compile(r"\b\d+(\.\d+)?(?= ?ms\b)"), "<n>"),
    (re.compile(r"\breq_\w+"), "<request>"),
)
#: What is different on every host or in every process and helps nobody.
_NOISE = (
    (re.compile(r"https?://(127\.0\.0\.1|localhost|\[::1\]):\d+"), "$VOIPBIN_URL"),
    (re.compile(r"\b0x[0-9a-f]{6,}\b"), "0x…"),
)


def finding(violation: Violation, scenario: str | None, masker: Masker) -> Finding:
    """Return a violation as the reports show it.

    Its id hangs on what is wrong and where: two runs, two calls or two scenarios in which a check finds one rule broken
    share it. What a test itself expects it expects of one situation, so there another scenario, or another outcome, is
    another finding: who accepts one has not accepted the other.
    """
    expected, observed = (steady(masker.text(text)) for text in (violation.expected, violation.observed))
    where = steady(masker.text(violation.where))
    parts = [violation.kind, general(violation.operation), general(where), violation.check, general(expected)]
    if not violation.check:
        parts += [scenario or "", general(observed)]
    elif violation.kind in _SAID:
        parts.append(general(observed))
    return Finding(
        id=short_hash(*parts),
        kind=str(violation.kind),
        severity=str(violation.severity),
        operation=masker.text(violation.operation),
        witness=str(violation.witness),
        where=where,
        expected=_short(expected),
        observed=_short(observed),
        scenario=scenario,
        replay=curl(violation.exchange, masker) if violation.exchange else "",
        check=violation.check,
    )


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, shown as the gravest and first of its id, whatever order the tests ran in."""
    first: dict[str, Finding] = {}
    for found in sorted(findings, key=lambda f: (f.severity, f.scenario or "", f.observed, f.replay, f.where)):
        first.setdefault(found.id, found)
    return tuple(sorted(first.values(), key=lambda f: (f.severity, f.kind, f.operation, f.where, f.id)))


def steady(text: str) -> str:
    """Return a text without what differs on every host or in every process."""
    for pattern, instead in _NOISE:
        text = pattern.sub(instead, text)
    return text


def general(text: str) -> str:
    """Return a text without what differs from run to run."""
    for pattern, instead in _PASSING:
        text = pattern.sub(instead, text)
    return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + " …"


def short_hash(*parts: str) -> str:
    """Return the id that these parts amount to."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
