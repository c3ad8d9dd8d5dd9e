"""Sentences: each calls exactly one step, brings what it takes, and names a flow that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from voipbin_harness.catalogue import Step, nearest
from voipbin_harness.lint.document import Document, Sentence
from voipbin_harness.lint.flow_files import unknown_names
from voipbin_harness.lint.problem import Problem
from voipbin_harness.scenario import flowbook

Found = tuple[Step, dict[str, Any]]

#: Returns the steps that a sentence after a keyword calls.
Calls = Callable[[str, str], list[Found]]

_BELOW = {"docstring": "a doc string", "datatable": "a table"}


def check(document: Document, steps: Sequence[Step], calls: Calls, places: list[Path]) -> Iterator[Problem]:
    """Match every sentence, with every example filled in, against the steps."""
    for sentence in _all(document):
        yield from _of(document.path, sentence, calls(sentence.keyword, sentence.text), steps, places)


def _all(document: Document) -> Iterator[Sentence]:
    """Return each sentence of each example; a background is looked at once where nothing fills it."""
    seen: set[int] = set()
    for scenario in document.scenarios:
        for values in scenario.rows():
            for sentence in (*scenario.background, *scenario.sentences):
                if values and sentence.gaps():
                    yield sentence.filled(values)
                elif sentence.line not in seen:
                    seen.add(sentence.line)
                    yield sentence


def _of(
    path: Path, sentence: Sentence, found: list[Found], steps: Sequence[Step], places: list[Path]
) -> Iterator[Problem]:
    if not sentence.keyword:
        yield from _opening(path, sentence)
    elif not found:
        yield _missing(path, sentence, steps)
    elif len(found) > 1:
        two = " and ".join(f'"{step.sentence}" ({step.file.name}:{step.line})' for step, _ in found)
        yield Problem(path, sentence.line, f'"{sentence.text}" is ambiguous', f"it calls {two}")
    else:
        yield from _below(path, sentence, found[0][0])
        yield from _flow(path, sentence, found[0], places)


def _opening(path: Path, sentence: Sentence) -> Iterator[Problem]:
    """Find the one word that keeps pytest-bdd from playing all that follows it; the rest is not judged until it is."""
    if word := sentence.opening:
        hint = f"begin with Given, When or Then; {word} repeats the one before it"
        yield Problem(path, sentence.line, f"the first step begins with {word}", hint)


def _missing(path: Path, sentence: Sentence, steps: Sequence[Step]) -> Problem:
    message = f'no step for {sentence.keyword.title()} "{sentence.text}"'
    near = nearest(steps, sentence.keyword, sentence.text)
    if near is None:
        return Problem(path, sentence.line, message, "voipbin-harness steps lists all there are")
    gaps = "".join(f"; <{name}> is one of {meaning}" for name, meaning in near.gaps.items())
    return Problem(path, sentence.line, message, f'the nearest is {near.keyword.title()} "{near.sentence}"{gaps}')


def _below(path: Path, sentence: Sentence, step: Step) -> Iterator[Problem]:
    brought = {"docstring": sentence.docstring is not None, "datatable": sentence.table is not None}
    for what, there in brought.items():
        if there and what not in step.takes:
            yield Problem(path, sentence.line, f'"{sentence.text}" takes no {_BELOW[what].removeprefix("a ")}')
        if not there and what in step.takes:
            yield Problem(path, sentence.line, f'"{sentence.text}" needs {_BELOW[what]} below it')


def _flow(path: Path, sentence: Sentence, found: Found, places: list[Path]) -> Iterator[Problem]:
    step, gaps = found
    try:
        if "flow" in gaps:
            flowbook.find(gaps["flow"], places)
        if step.pattern.endswith("this flow:") and sentence.docstring is not None:
            for name in unknown_names(flowbook.parse(sentence.docstring)):
                yield Problem(path, sentence.line, f"the flow names {{{name}}}, which nobody is called")
    except flowbook.FlowError as error:
        line = sentence.docstring_line + error.line if sentence.docstring is not None else sentence.line
        yield Problem(path, line, str(error))
