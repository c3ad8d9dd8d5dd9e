"""Flow files: each is a list of actions, and names nobody who cannot be in a scenario."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voipbin_harness.lint.problem import Problem
from voipbin_harness.scenario import flowbook
from voipbin_harness.scenario.words import WORDS

_NAME = re.compile(r"\{([^{}]*)\}")


def check_folder(folder: Path) -> Iterator[Problem]:
    """Find the flows of a folder that cannot be used."""
    for file in sorted(folder.glob("*.json")):
        try:
            actions = flowbook.read(file)
        except flowbook.FlowError as error:
            yield Problem(file, error.line, error.reason)
            continue
        for name in unknown_names(actions):
            hint = f"there are {WORDS['Callee'].meaning}, my number"
            yield Problem(file, _line_of(file, f"{{{name}}}"), f"{{{name}}} is nobody", hint)
        for identity in _twice(actions):
            hint = "a branch or goto could lead to either"
            yield Problem(file, _line_of(file, identity, 2), f"the id {identity} stands at two actions", hint)


def unknown_names(document: Any) -> list[str]:
    """Return the names in braces that stand for nobody."""
    if isinstance(document, dict):
        return [name for value in document.values() for name in unknown_names(value)]
    if isinstance(document, list):
        return [name for value in document for name in unknown_names(value)]
    if isinstance(document, str) and (found := _NAME.fullmatch(document)):
        known = found[1] == "my number" or re.fullmatch(WORDS["Callee"].pattern, found[1])
        return [] if known else [found[1]]
    return []


def _twice(actions: flowbook.Actions) -> list[str]:
    """Return the ids that more than one action has."""
    ids = [action["id"] for action in actions if isinstance(action.get("id"), str)]
    return [identity for identity, count in Counter(ids).items() if count > 1]


def _line_of(file: Path, text: str, time: int = 1) -> int:
    """Return the line of a text in a flow file, at its second ``time`` as an id for 2."""
    lines = file.read_text(encoding="utf-8").splitlines()
    marks = [number for number, line in enumerate(lines, 1) if text in line and (time == 1 or '"id"' in line)]
    return marks[min(time, len(marks)) - 1] if marks else 1
