"""Tags: only those that mean something, and only where they take effect."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from voipbin_harness.lint.document import Document
from voipbin_harness.lint.problem import Problem
from voipbin_harness.tags import TAGS


def check(document: Document) -> Iterator[Problem]:
    """Find tags that nobody has registered, and tags on examples, which pytest-bdd does not handle as tags."""
    for tag, line in document.tags:
        if tag not in TAGS:
            near = difflib.get_close_matches(tag, TAGS, 1, 0.6)
            hint = f"did you mean @{near[0]}?" if near else f"there are {', '.join(f'@{name}' for name in TAGS)}"
            yield Problem(document.path, line, f"the tag @{tag} is not registered", hint)
    for scenario in document.scenarios:
        for examples in scenario.examples:
            for tag, line in examples.tags:
                hint = "tag the scenario, or make a second outline of these examples"
                yield Problem(document.path, line, f"the tag @{tag} on examples has no effect", hint)
