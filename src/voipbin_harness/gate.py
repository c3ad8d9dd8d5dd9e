"""The verdict: what all records of a run amount to, as ``gate.json`` holds it.

Pure: records in, a :class:`Gate` out. Nothing but the member ``run`` depends on time, host or the order of tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from voipbin_harness import __version__
from voipbin_harness.coverage.dimensions import Counted
from voipbin_harness.findings import LONGEST_TEXT, finding, general, merged, short_hash, steady
from voipbin_harness.results import Finding, Record, UnprovenItem
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import Kind, Severity, Witness

__all__ = ["Counted", "Gate", "Verdict", "decide", "finding"]

Verdict = Literal["open", "closed", "unproven"]


@dataclass(frozen=True, slots=True)
class Gate:
    """A verdict with its reasons. ``errors`` are faults of the harness or its input (exit
    status 2); ``proven`` is whether everything was shown that had to be. ``known`` says which known findings were met,
    have expired or are gone; empty where none is known."""

    info: RunInfo
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    unproven: tuple[UnprovenItem, ...]
    coverage: Mapping[str, Counted]
    errors: tuple[str, ...] = ()
    proven: bool = True
    known: Mapping[str, Any] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        """0 open, 1 closed, 2 an error of the harness itself, 3 unproven."""
        if self.counts["failed"] or any(found.severity == Severity.FAIL for found in self.findings):
            return 1
        if self.errors:
            return 2
        return 0 if self.proven else 3

    @property
    def verdict(self) -> Verdict:
        """The answer to the question whether the release may go out."""
        by_status: dict[int, Verdict] = {0: "open", 1: "closed"}
        return by_status.get(self.exit_status, "unproven")

    @property
    def gone(self) -> list[dict[str, str]]:
        """The known findings that were not found any more."""
        return list(self.known.get("gone", ()))

    @property
    def doubts(self) -> list[tuple[str, str, list[str]]]:
        """What is unproven, by capability and reason: one entry however many tests ask for the same."""
        groups: dict[tuple[str, str], list[str]] = {}
        for item in self.unproven:
            groups.setdefault((item.capability, item.why), []).append(item.what)
        return [(capability, why, whats) for (capability, why), whats in sorted(groups.items())]

    def document(self) -> dict[str, Any]:
        """Return ``gate.json``; its schema is ``voipbin_harness/reporting/gate_schema.json``."""
        info = self.info
        return {
            "version": 1,
            "verdict": self.verdict,
            "target": info.target,
            "edition": info.edition,
            "profile": info.profile,
            "seed": info.seed,
            "run": {
                "harness": __version__,
                "commit": info.commit,
                "build": info.build,
                "started": info.started,
                "duration_ms": info.duration_ms,
            },
            "counts": dict(self.counts),
            "findings": [found.as_json() for found in self.findings],
            "coverage": {name: counted.as_json() for name, counted in self.coverage.items()},
            "unproven": [{"what": item.what, "why": item.why, "capability": item.capability} for item in self.unproven],
            **({"known": dict(self.known)} if self.known else {}),
        }

    def as_text(self) -> str:
        """Return ``gate.json`` as it is written."""
        text = json.dumps(self.document(), indent=2, ensure_ascii=False) + "\n"
        return text.encode("utf-8", "replace").decode()


def decide(
    records: Sequence[Record],
    info: RunInfo,
    coverage: Mapping[str, Counted],
    *,
    errors: Iterable[str] = (),
) -> Gate:
    """Decide over all records of a run.

    ``coverage`` is what they have seen, by dimension. ``errors`` are faults that no record tells of (a file that
    cannot be collected).
    """
    findings = [found for record in records for found in findings_of(record, info)]
    faults = sorted({*errors, *(f"{r.title}: {steady(r.error)}" for r in records if r.outcome == "error")})
    items = {item for record in records for item in _doubts(record)} | _missing_capabilities(info)
    if not any(record.outcome in ("passed", "failed", "flaky") for record in records):
        items.add(UnprovenItem("the whole run", "no test ran", "", declared=False))
    counts = {
        "passed": sum(_passed(record) for record in records),
        "failed": sum(_failed(record) for record in records),
        "unproven": sum(not _passed(record) and not _failed(record) for record in records),
        "exchanges": sum(record.exchanges for record in records),
        "calls": sum(record.calls for record in records),
    }
    return Gate(
        info=info,
        counts=counts,
        findings=merged(findings),
        unproven=_once(items),
        coverage=coverage,
        errors=tuple(faults),
        proven=all(item.declared and item.capability not in info.required for item in items),
    )


def _failed(record: Record) -> bool:
    return record.outcome == "failed" or any(found.severity == Severity.FAIL for found in record.findings)


def _passed(record: Record) -> bool:
    return record.outcome == "passed" and not _failed(record)


def findings_of(record: Record, info: RunInfo) -> list[Finding]:
    """Return a record's findings, each with a way to replay it; a failure that named none is one of its own."""
    again = info.replay(record.test)
    if record.outcome == "failed" and not any(found.severity == Severity.FAIL for found in record.findings):
        observed = steady(record.error).strip()
        unnamed = Finding(
            id=short_hash(Kind.SCENARIO, record.test, general(observed)),
            kind=str(Kind.SCENARIO),
            severity=str(Severity.FAIL),
            operation="",
            witness=str(Witness.API),
            where=record.test,
            expected="the test passes",
            observed=observed if len(observed) <= LONGEST_TEXT else observed[:LONGEST_TEXT] + " …",
            scenario=record.title,
            replay=again,
        )
        return [*record.findings, unnamed]
    return [found if found.replay else replace(found, replay=again) for found in record.findings]


def _doubts(record: Record) -> list[UnprovenItem]:
    found = [replace(item, what=steady(item.what), why=steady(item.why)) for item in record.unproven]
    if record.outcome == "flaky":
        found.append(UnprovenItem(record.title, "failed at first, and passed when it was run again", "stability"))
    elif record.outcome == "error":
        found.append(UnprovenItem(record.title, steady(record.error), "", declared=False))
    elif record.outcome == "unproven" and not found:
        found.append(UnprovenItem(record.title, steady(record.error) or "it said no reason", "", declared=False))
    return found


def _missing_capabilities(info: RunInfo) -> set[UnprovenItem]:
    why = "required, but the target does not offer it"
    return {UnprovenItem(f"everything that needs {name}", why, name) for name in info.required - info.capabilities}


def _once(items: Iterable[UnprovenItem]) -> tuple[UnprovenItem, ...]:
    return tuple({(item.what, item.why, item.capability): item for item in sorted(items)}.values())
