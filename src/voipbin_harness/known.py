"""Known findings: what is wrong, accepted for a time, by somebody, for a reason.

``known-findings.toml`` holds one table a finding::

    [[finding]]
    id = "3f0c9a51b2d4"        # as gate.json and gate.md name it
    reason = "the provider mends it with ticket 1234"
    owner = "voice team"
    expires = 2027-01-31       # the last day on which it is accepted
    edition = "tutorial"       # optional: only where this edition is gated

A known finding is listed as a warning with its reason and leaves the gate open; after its last day it closes the gate
again. One that was not found any more is reported, so that the file does not outlive what it excuses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from voipbin_harness.coverage import thresholds
from voipbin_harness.coverage.measure import measure
from voipbin_harness.gate import Gate, decide, findings_of
from voipbin_harness.results import Finding, Record
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import HarnessError, Severity

#: The file that counts where no other is named, in the directory where the command is run.
FILE = "known-findings.toml"

_ID = re.compile(r"[0-9a-f]{12}")
#: The exit statuses of a run that could show what it had to; of any other its coverage tells nothing.
_WAS_SHOWN = (0, 1)
_REQUIRED, _OPTIONAL = ("id", "reason", "owner", "expires"), ("edition",)


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One accepted finding; ``expires`` is its last day, ``edition`` the one it is limited to, ``""`` for all."""

    id: str
    reason: str
    owner: str
    expires: date
    edition: str = ""

    def note(self, today: date) -> str:
        """Return what a report says of it."""
        known = "known until" if today <= self.expires else "expired: was known until"
        return f"{known} {self.expires} ({self.owner}): {self.reason}"

    def as_json(self) -> dict[str, str]:
        """Return it as ``gate.json`` holds it."""
        return {"id": self.id, "reason": self.reason, "owner": self.owner, "expires": str(self.expires)}


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict, and the records as the known findings leave them."""

    gate: Gate
    records: list[Record]


def default_file(folder: Path) -> Path | None:
    """Return the file that counts in a directory, ``None`` where there is none."""
    return path if (path := folder / FILE).is_file() else None


def read_known(path: Path | None) -> tuple[KnownFinding, ...]:
    """Return the known findings of a file; none without one.

    Raises :class:`HarnessError`, naming the entry, when the file cannot be read or an entry is not as it must be.
    """
    if path is None:
        return ()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HarnessError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HarnessError(f"{path}: not TOML: {error}") from None
    tables = document.pop("finding", [])
    if document or not isinstance(tables, list):
        wrong = ", ".join(document) or "finding"
        raise HarnessError(f"{path}: write each known finding as a table [[finding]]; {wrong} is none")
    found = [_entry(f"{path}: finding {number}", table) for number, table in enumerate(tables, start=1)]
    keys = [(entry.id, entry.edition) for entry in found]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise HarnessError(f"{path}: the finding {twice[0]} is there twice")
    return tuple(found)


def _entry(place: str, table: object) -> KnownFinding:
    if not isinstance(table, dict):
        raise HarnessError(f"{place} is no table")
    for name in _REQUIRED:
        if name not in table:
            raise HarnessError(f"{place} has no {name}; each needs {', '.join(_REQUIRED)}")
    if unknown := table.keys() - {*_REQUIRED, *_OPTIONAL}:
        raise HarnessError(f"{place}: nobody knows what {', '.join(sorted(unknown))} means")
    for name in ("id", "reason", "owner", *_OPTIONAL):
        if not isinstance(table.get(name, "-"), str) or not table.get(name, "-").strip():
            raise HarnessError(f"{place}: {name} must be a text that says something")
    if not _ID.fullmatch(table["id"]):
        raise HarnessError(f"{place}: {table['id']!r} is no id of a finding, such as 3f0c9a51b2d4")
    return KnownFinding(**{**table, "expires": _day(place, table["expires"])})


def _day(place: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise HarnessError(f"{place}: expires is a day, such as 2027-01-31, not {value}")


def settle(
    records: Iterable[Record],
    info: RunInfo,
    known: Iterable[KnownFinding],
    today: date,
    *,
    errors: Iterable[str] = (),
    whole: bool = True,
) -> Settled:
    """Decide over all records of an edition, in any order, in the light of what is known.

    ``whole`` is false of a part of a suite, where a finding that does not occur may occur in another part, and what was
    not covered may be covered there: thresholds hold for the whole. Where only some tests were asked for, what does not
    occur may occur in the others.
    """
    entries = sorted(known, key=lambda entry: entry.edition)  # what is said of this edition counts more
    here = {entry.id: entry for entry in entries if entry.edition in ("", info.edition)}
    asked = info if whole else replace(info, thresholds=())
    judged = [_judged(record, info, here, today) for record in sorted(records, key=lambda record: record.test)]
    gate = decide(judged, info, measure(judged, asked), errors=errors)
    if asked.thresholds and gate.exit_status in _WAS_SHOWN:
        judged.append(_judged(thresholds.judged(gate.coverage, info), info, here, today))
        gate = decide(judged, info, gate.coverage, errors=errors)
    report = _report(gate, here, today, whole=whole and not info.partial) if here else gate.known
    return Settled(replace(gate, known=report), judged)


def _judged(record: Record, info: RunInfo, known: Mapping[str, KnownFinding], today: date) -> Record:
    findings = findings_of(record, info)
    if not any(found.id in known for found in findings):
        return record
    named = record.named or not any(found.severity == Severity.FAIL for found in record.findings)
    judged = [_told(found, known[found.id], today) if found.id in known else found for found in findings]
    passes = named and not any(found.severity == Severity.FAIL for found in judged)
    outcome = "passed" if record.outcome == "failed" and passes else record.outcome
    return replace(record, findings=judged, outcome=outcome)


def _told(found: Finding, entry: KnownFinding, today: date) -> Finding:
    severity = str(Severity.WARN) if today <= entry.expires else found.severity
    return replace(found, severity=severity, note=entry.note(today))


def _report(gate: Gate, known: Mapping[str, KnownFinding], today: date, *, whole: bool) -> dict[str, Any]:
    met = {found.id for found in gate.findings} & known.keys()
    expired = {identity for identity in met if known[identity].expires < today}
    return {
        "accepted": sorted(met - expired),
        "expired": sorted(expired),
        "gone": [known[identity].as_json() for identity in sorted(known.keys() - met)] if whole else [],
    }
