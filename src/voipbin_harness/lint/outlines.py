"""Outlines: every column is used, every gap has a column, and there is something to fill in."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from voipbin_harness.lint.document import Document, Scenario
from voipbin_harness.lint.problem import Problem


def check(document: Document) -> Iterator[Problem]:
    """Find what the examples of each scenario leave open or do not use."""
    for scenario in document.scenarios:
        yield from _tables(document.path, scenario)
        yield from _gaps(document.path, scenario)


def _tables(path: Path, scenario: Scenario) -> Iterator[Problem]:
    gaps = scenario.gaps()
    seen: set[tuple[str, ...]] = set()
    for examples in scenario.examples:
        if not examples.rows:
            yield Problem(path, examples.line, f'the examples of "{scenario.name}" have no rows')
        for column in dict.fromkeys(examples.columns):
            if column not in gaps:
                yield Problem(path, examples.line, f"the column {column!r} is not used", f"write <{column}> in a step")
            if examples.columns.count(column) > 1:
                yield Problem(path, examples.line, f"the column {column!r} occurs twice")
        for row in examples.rows:
            if row in seen:
                yield Problem(path, examples.line, f"the example | {' | '.join(row)} | occurs twice")
            seen.add(row)


def _gaps(path: Path, scenario: Scenario) -> Iterator[Problem]:
    for sentence in (*scenario.background, *scenario.sentences):
        names = (
            sentence.gaps() if scenario.examples else {gap for gap in sentence.gaps() if f"<{gap}>" in sentence.text}
        )
        for name in sorted(names):
            for examples in scenario.examples or (None,):
                if examples is None:
                    yield Problem(path, sentence.line, f"<{name}> stands in a scenario without examples")
                elif examples.columns and name not in examples.columns:
                    near = difflib.get_close_matches(name, examples.columns, 1, 0.5)
                    hint = f"did you mean <{near[0]}>?" if near else f"there are {', '.join(examples.columns)}"
                    yield Problem(path, sentence.line, f"<{name}> has no column in the examples", hint)
