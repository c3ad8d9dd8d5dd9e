"""Drift, as people and as programs read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voipbin_harness.drift.compare import Drift
from voipbin_harness.drift.difference import Class, Difference

_MOST_NAMES = 5


def as_text(drift: Drift, edition: str, description: str, known: Mapping[str, str]) -> str:
    """Return the report for people; ``known`` gives the note of each difference that is accepted, by its id."""
    lines = [f"contracts of edition {edition} against {description}"]
    if drift.missing:
        count, first = len(drift.missing), drift.missing[0]
        lines.append(f"note: it refers to {count} files or parts of files that are missing, such as {first}")
    if drift.not_compared:
        lines.append(f"note: not compared, for their files are missing: {', '.join(drift.not_compared)}")
    for severity in Class:
        lines += _section(severity, [d for d in drift.differences if d.severity is severity], known)
    counts = ", ".join(f"{count} {name}" for name, count in _counts(drift).items())
    accepted = sum(difference.id in known for difference in drift.differences)
    return "\n".join([*lines, "", f"drift: {counts}" + (f"; {accepted} known" if accepted else "")])


def as_document(drift: Drift, edition: str, known: Mapping[str, str]) -> dict[str, Any]:
    """Return the report for programs."""
    return {
        "version": 1,
        "edition": edition,
        "counts": _counts(drift),
        "missing_files": list(drift.missing),
        "not_compared": list(drift.not_compared),
        "differences": [{**d.as_json(), "known": known.get(d.id)} for d in drift.differences],
    }


def _counts(drift: Drift) -> dict[str, int]:
    return {str(severity): sum(d.severity is severity for d in drift.differences) for severity in Class}


def _section(severity: Class, differences: Sequence[Difference], known: Mapping[str, str]) -> Iterator[str]:
    if not differences:
        return
    yield ""
    yield f"{severity} ({len(differences)})"
    subject = ""
    for difference in differences:
        if difference.further:
            continue
        if difference.subject != subject:
            subject = difference.subject
            met = difference.seen_in if difference.seen_in not in ("", subject) else ""
            yield f"  {subject}" + (f" (first met in {met})" if met else "")
        note = f" ({known[difference.id]})" if difference.id in known else ""
        yield f"    {difference.id}  {difference.where}: {difference.what}{note}"
    further = [difference.subject for difference in differences if difference.further]
    if further:
        names = ", ".join(further[:_MOST_NAMES]) + (", …" if len(further) > _MOST_NAMES else "")
        yield f"  {len(further)} operations that are not in the contracts: {names}"
