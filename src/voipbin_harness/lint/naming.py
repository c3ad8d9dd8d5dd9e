"""Names: every scenario has one of its own, and something to play."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.lint.document import Document
from voipbin_harness.lint.problem import Problem


def check(document: Document) -> Iterator[Problem]:
    """Find features without scenarios, scenarios without steps or name, and names that occur twice.

    Of two scenarios of one name pytest-bdd plays only the second, in silence.
    """
    if not document.name:
        yield Problem(document.path, document.line, "the feature has no name")
    if not document.scenarios:
        yield Problem(document.path, document.line, "the feature has no scenario")
    first: dict[str, int] = {}
    for scenario in document.scenarios:
        if not scenario.name:
            yield Problem(document.path, scenario.line, "the scenario has no name")
        elif scenario.name in first:
            hint = f"the first stands in line {first[scenario.name]}; only one of the two would run"
            yield Problem(document.path, scenario.line, f'a second scenario is called "{scenario.name}"', hint)
        if not scenario.sentences:
            yield Problem(document.path, scenario.line, f'the scenario "{scenario.name}" has no steps')
        first.setdefault(scenario.name, scenario.line)
