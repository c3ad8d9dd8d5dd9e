"""What the tables and files of the project call scenarios and tests: ``file: title``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from voipbin_harness.lint.document import Document, Scenario, read

ROOT = Path(__file__).parents[2]


@cache
def scenarios() -> dict[str, Scenario]:
    """Return every scenario of the features."""
    found: dict[str, Scenario] = {}
    for file in sorted((ROOT / "features").glob("*.feature")):
        document = read(file)
        assert isinstance(document, Document), file
        found |= {f"{file.name}: {scenario.name}": scenario for scenario in document.scenarios}
    return found


def tags(name: str) -> set[str]:
    """Return the tags that stand right above a scenario."""
    file, _, title = name.partition(": ")
    lines = (ROOT / "features" / file).read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip().endswith(f": {title}"))
    return {tag.removeprefix("@") for tag in lines[place - 1].split() if tag.startswith("@")}


@cache
def property_tests() -> set[str]:
    """Return every property test."""
    return {
        f"contracts/{file.name}: {name}"
        for file in sorted((ROOT / "contracts").glob("test_*.py"))
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }


def said(scenario: Scenario) -> str:
    """Return all sentences of a scenario, for each of its examples."""
    steps = (*scenario.background, *scenario.sentences)
    return "\n".join(f"{step.filled(row).text}\n{step.docstring or ''}" for row in scenario.rows() for step in steps)
