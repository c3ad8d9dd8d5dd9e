"""The table of rules in ``contracts/README.md``: every name in it leads somewhere, and no check is missing from it."""

from __future__ import annotations

import re
from pathlib import Path

from voipbin_harness.checks import all_checks

ROOT = Path(__file__).parents[2]
#: The check ``shape`` with the schemas of the edition.
ALIAS = {"schema": "shape"}
CHECKS = {check.name for check in all_checks()}


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the tables: rule, source, and by what it is held."""
    text = (ROOT / "contracts" / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Which check holds which rule")[2].partition("### Documented and not checked")[0]
    cells = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    found = [(rule.strip(), source.strip(), held.strip()) for rule, source, held in cells]
    return [row for row in found if row[0] != "documented rule"]


def named(held: str) -> list[str]:
    """Return the names in the last column that are in code marks, less those of editions and members."""
    names = re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", held))
    return [ALIAS.get(name, name) for name in names]


def test_every_rule_is_held_by_something_that_is_there() -> None:
    assert len(rows()) > 50
    for rule, _, held in rows():
        found = named(held)
        assert found, rule
        assert [name for name in found if name not in CHECKS and not (ROOT / name).is_file()] == [], rule


def test_every_check_holds_a_rule() -> None:
    assert {name for *_, held in rows() for name in named(held)} >= CHECKS


def test_every_decision_that_a_rule_refers_to_is_there() -> None:
    text = (ROOT / "contracts" / "README.md").read_text(encoding="utf-8")
    decided = set(re.findall(r"^\| `(D-[\w-]+)` \|", text, re.MULTILINE))
    assert set(re.findall(r"`(D-[\w-]+)`", text)) <= decided
