"""The steps themselves: none that pytest-bdd cannot run, none twice, and not too many."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence

from voipbin_harness.catalogue import Step
from voipbin_harness.lint.problem import Problem

#: A vocabulary that can still be learnt.
MOST_STEPS = 60


def check(steps: Sequence[Step]) -> Iterator[Problem]:
    """Find async step functions, which are never awaited, steps defined twice or untold, and a vocabulary too large."""
    first: dict[tuple[str, str], Step] = {}
    for step in steps:
        function, name = step.function, f'"{step.sentence}"'
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            hint = "pytest-bdd never awaits it, so it would always pass: write it without async"
            yield Problem(step.file, step.line, f"the step {name} is async", hint)
        if not step.meaning:
            yield Problem(
                step.file, step.line, f"the step {name} has no docstring", "say what it means in one sentence"
            )
        other = first.setdefault((step.keyword, step.pattern), step)
        if other is not step:
            yield Problem(
                step.file, step.line, f"the step {name} is defined twice", f"see {other.file.name}:{other.line}"
            )
    if len(steps) > MOST_STEPS:
        last = steps[MOST_STEPS]
        hint = "one wording per fact: say it with the steps that are there"
        yield Problem(last.file, last.line, f"there are {len(steps)} steps, more than {MOST_STEPS}", hint)
