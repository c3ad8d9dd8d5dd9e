"""The share of each dimension that a run has seen, with what would close each gap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from voipbin_harness.coverage.dimensions import TITLES, Counted
from voipbin_harness.coverage.gaps import Gap, gaps, told
from voipbin_harness.coverage.universe import universe
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo

_STATUS = re.compile(r" \d{3}$")


def measure(records: Iterable[Record], info: RunInfo) -> dict[str, Counted]:
    """Return how much the records of a run have seen, by dimension, beside what was asked for."""
    there = universe(info.edition, Path(info.features) if info.features else None)
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        for dimension, name in record.facts:
            seen[dimension].add(there.called.get(name, name))
    seen["operations"] = {_STATUS.sub("", name) for name in seen["responses"]}
    known, least = gaps(info.edition), dict(info.thresholds)
    return {
        dimension: replace(_count(dimension, seen[dimension], whole, known, live=info.live), least=least.get(dimension))
        for dimension, whole in there.whole.items()
    }


def _count(dimension: str, seen: set[str], whole: frozenset[str], known: Sequence[Gap], *, live: bool) -> Counted:
    closed_by: dict[str, str] = {}
    unreachable: dict[str, str] = {}
    for name in sorted(whole - seen):
        gap = told(known, dimension, name)
        if gap is None or gap.closed_by:
            closed_by[name] = gap.closed_by if gap else "no scenario yet: one that shows it"
        elif live:
            closed_by[name] = f"no scenario yet: the mock cannot show it ({gap.unreachable})"
        else:
            unreachable[name] = gap.unreachable
    return Counted(
        seen=len(whole & seen),
        of=len(whole) - len(unreachable),
        missing=tuple(closed_by),
        title=TITLES[dimension],
        closed_by=closed_by,
        unreachable=unreachable,
    )
