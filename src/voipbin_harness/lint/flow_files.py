"""Flow files: each is a list of actions, and names nobody who cannot be in a scenario."""

from __future__ import annotations

import re
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
            names = unknown_names(flowbook.read(file))
        except flowbook.FlowError as error:
            yield Problem(file, error.line, error.reason)
            continue
        for name in names:
            yield Problem(
                file, _line_of(file, name), f"{{{name}}} is nobody", f"there are {WORDS['Callee'].meaning}, my number"
            )


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


def _line_of(file: Path, name: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f"{{{name}}}" in line), 1)
