"""Thresholds: the least share of a dimension that a run has to see, else it closes the gate."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from voipbin_harness.coverage.dimensions import TITLES, Counted
from voipbin_harness.findings import short_hash
from voipbin_harness.results import Finding, Record
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import HarnessError, Kind, Severity, Witness

#: What the record of the thresholds is called, among those of tests.
COVERAGE = "coverage"
#: Stands for every dimension that has no threshold of its own.
ALL = "all"

_MOST_NAMED = 3

Thresholds = tuple[tuple[str, float], ...]


def read_thresholds(texts: Iterable[str]) -> Thresholds:
    """Read ``DIMENSION=PERCENT``, each; return the least percentages by dimension.

    Raises :class:`HarnessError` when one is not of this form, names no dimension, or comes twice.
    """
    given: dict[str, float] = {}
    for text in texts:
        name, sign, percent = text.partition("=")
        if not sign:
            raise HarnessError(f"--coverage {text}: write DIMENSION=PERCENT, such as operations=100")
        if name not in TITLES and name != ALL:
            raise HarnessError(f"--coverage {text}: no such dimension; there are {ALL}, {', '.join(TITLES)}")
        if name in given:
            raise HarnessError(f"--coverage {text}: {name} has a threshold already")
        given[name] = _percent(text, percent)
    return tuple((name, given.get(name, given.get(ALL, 0))) for name in TITLES if name in given or ALL in given)


def strictest(thresholds: Iterable[Thresholds]) -> Thresholds:
    """Return the highest threshold of each dimension."""
    highest: dict[str, float] = {}
    for name, percent in (pair for each in thresholds for pair in each):
        highest[name] = max(percent, highest.get(name, 0))
    return tuple((name, highest[name]) for name in TITLES if name in highest)


def judged(coverage: Mapping[str, Counted], info: RunInfo) -> Record:
    """Return a record, as if of a test, whose findings are the thresholds that were missed."""
    missed = {name: counted for name, counted in coverage.items() if not counted.reaches}
    findings = [_finding(name, counted, info) for name, counted in missed.items()]
    error = f"coverage is below its threshold: {', '.join(missed)}" if missed else ""
    return Record(
        test=COVERAGE,
        title="Coverage of what is documented",
        outcome="failed" if missed else "passed",
        error=error,
        findings=findings,
        named=True,
    )


def _percent(text: str, percent: str) -> float:
    try:
        value = float(percent)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        raise HarnessError(f"--coverage {text}: {percent or 'nothing'} is no percentage from 0 to 100")
    return value


def _finding(name: str, counted: Counted, info: RunInfo) -> Finding:
    """Return the finding; its id hangs on the dimension alone, so that it stays known while the share changes."""
    named = "; ".join(counted.missing[:_MOST_NAMED])
    more = len(counted.missing) - _MOST_NAMED
    tail = f" and {more} more" if more > 0 else ""
    return Finding(
        id=short_hash(COVERAGE, name),
        kind=str(Kind.SCENARIO),
        severity=str(Severity.FAIL),
        operation="",
        witness=str(Witness.API),
        where=f"coverage.{name}",
        expected=f"at least {counted.least:g} % of {counted.title.lower()}",
        observed=f"{counted.seen} of {counted.of} ({counted.percent} %), missing {named}{tail}",
        scenario=None,
        replay=replace(info, thresholds=((name, counted.least or 0),)).command,
        check=COVERAGE,
    )
