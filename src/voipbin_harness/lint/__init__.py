"""Features, flows and steps checked without running: each problem with its file, its line and a hint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from voipbin_harness.catalogue import Step, catalogue, matching
from voipbin_harness.lint import flow_files, naming, order, outlines, sentences, tagging, vocabulary
from voipbin_harness.lint.document import Document, NotReadable, read
from voipbin_harness.lint.problem import Problem
from voipbin_harness.lint.sentences import Calls
from voipbin_harness.scenario.flowbook import folders
from voipbin_harness.violation import HarnessError

__all__ = ["Problem", "lint"]


def lint(paths: Iterable[Path], *, package: str = "steps") -> list[Problem]:
    """Return what is wrong with these feature files, or with all below these folders, and with the steps they use.

    ``package`` is where the steps are. Never raises; what cannot be read is a problem itself.
    """
    try:
        steps = catalogue(package)
    except HarnessError as error:
        return [Problem(Path(package), 1, str(error))]
    calls = cache(partial(matching, steps))
    problems = list(vocabulary.check(steps))
    flow_folders: dict[Path, None] = {}
    for file, wrong in _files(paths):
        if wrong:
            problems.append(wrong)
            continue
        document = read(file)
        if isinstance(document, NotReadable):
            problems += document.problems
            continue
        places = folders(file)
        flow_folders |= dict.fromkeys(places)
        problems += _in_document(document, steps, calls, places)
    for folder in flow_folders:
        problems += flow_files.check_folder(folder)
    return sorted(set(problems))  # what every example shows is one problem


def _in_document(document: Document, steps: list[Step], calls: Calls, places: list[Path]) -> Iterator[Problem]:
    yield from naming.check(document)
    yield from tagging.check(document)
    yield from outlines.check(document)
    yield from sentences.check(document, steps, calls, places)
    yield from order.check(document, steps, calls)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, Problem | None]]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob("*.feature"))
            if not found:
                yield path, Problem(path, 1, "no feature file here", "a feature file ends in .feature")
            yield from ((file, None) for file in found)
        else:
            yield path, None
