"""Order: what a step takes from another, a sentence before it must have left."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pytest_bdd.parsers import StepParser
from pytest_bdd.steps import step_function_context_registry

from voipbin_harness.catalogue import Step
from voipbin_harness.lint.document import Document, Sentence
from voipbin_harness.lint.problem import Problem
from voipbin_harness.lint.sentences import Calls

#: The name of what a step leaves to those after it, by the step's parser.
Left = Mapping[StepParser, str]


def check(document: Document, steps: Sequence[Step], calls: Calls) -> Iterator[Problem]:
    """Find the sentences that take what none before them in their scenario has left: they fail on any target."""
    fixtures = {context.parser: context.target_fixture for context in step_function_context_registry.values()}
    left = {step.parser: name for step in steps if (name := fixtures[step.parser])}
    for scenario in document.scenarios:
        for values in scenario.rows():
            played = [one.filled(values) for one in (*scenario.background, *scenario.sentences)]
            for sentence, name in _early(played, left, calls):
                message = f'"{sentence.text}" comes too early: no step before it does what it speaks of'
                yield Problem(document.path, sentence.line, message, f"say first {_leaving(name, steps, left)}")


def _early(played: Iterable[Sentence], left: Left, calls: Calls) -> Iterator[tuple[Sentence, str]]:
    """Yield each sentence that comes too early, and what it takes; none after a sentence that calls no one step."""
    there: set[str] = set()
    for sentence in played:
        found = calls(sentence.keyword, sentence.text)
        if len(found) != 1:
            return
        step, gaps = found[0]
        takes = inspect.signature(step.function).parameters.keys() & set(left.values())
        for name in sorted(takes - gaps.keys() - there):
            yield sentence, name
        there.add(left.get(step.parser, ""))


def _leaving(name: str, steps: Sequence[Step], left: Left) -> str:
    """Return the steps that leave this, one of each topic."""
    topics = {step.file: step for step in reversed(steps) if left.get(step.parser) == name}
    return " or ".join(f'{step.keyword.title()} "{step.sentence}"' for step in reversed(topics.values()))
