"""Drift, as people and as programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from voipbin_harness.drift.compare import Drift
from voipbin_harness.drift.difference import Class, Difference, Told

_MOST_NAMES = 5


def as_text(drift: Drift, edition: str, description: str, known: Mapping[str, str]) -> str:
    """Return the report for people; ``known`` gives the note of each difference that is accepted, by its id."""
    lines = [f"contracts of edition {edition} against {description}"]
    if drift.missing:
        count, first = len(drift.missing), drift.missing[0]
        lines.append(f"note: it refers to {count} files or parts of files that are missing, such as {first}")
    for severity in Class:
        lines += _section(severity, [d for d in drift.differences if d.severity is severity], known)
    if drift.not_compared:
        lines += ["", f"not compared ({len(drift.not_compared)})"]
        lines += _by_subject((each, f"{each.where}: {each.why}") for each in drift.not_compared)
    return "\n".join([*lines, "", f"drift: {_sum(drift, known)}"])


def as_document(drift: Drift, edition: str, known: Mapping[str, str]) -> dict[str, Any]:
    """Return the report for programs."""
    return {
        "version": 1,
        "edition": edition,
        "counts": _counts(drift),
        "missing_files": list(drift.missing),
        "not_compared": [each.as_json() for each in drift.not_compared],
        "differences": [{**d.as_json(), "known": known.get(d.id)} for d in drift.differences],
    }


def _counts(drift: Drift) -> dict[str, int]:
    return {str(severity): sum(d.severity is severity for d in drift.differences) for severity in Class}


def _sum(drift: Drift, known: Mapping[str, str]) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in _counts(drift).items())
    accepted = sum(difference.id in known for difference in drift.differences)
    apart = {"known": accepted, "not compared": len(drift.not_compared)}
    return "; ".join([counts, *(f"{count} {name}" for name, count in apart.items() if count)])


def _section(severity: Class, differences: Sequence[Difference], known: Mapping[str, str]) -> Iterator[str]:
    if not differences:
        return
    yield ""
    yield f"{severity} ({len(differences)})"
    yield from _by_subject((each, _line(each, known)) for each in differences if not each.further)
    further = [difference.subject for difference in differences if difference.further]
    if further:
        names = ", ".join(further[:_MOST_NAMES]) + (", …" if len(further) > _MOST_NAMES else "")
        yield f"  {len(further)} operations that are not in the contracts: {names}"


def _line(difference: Difference, known: Mapping[str, str]) -> str:
    note = f" ({known[difference.id]})" if difference.id in known else ""
    return f"{difference.id}  {difference.where}: {difference.what}{note}"


def _by_subject(told: Iterable[tuple[Told, str]]) -> Iterator[str]:
    """Yield the lines under a heading for each operation or schema."""
    subject = ""
    for each, line in told:
        if each.subject != subject:
            subject = each.subject
            met = each.seen_in if each.seen_in not in ("", subject) else ""
            yield f"  {subject}" + (f" (first met in {met})" if met else "")
        yield f"    {line}"
