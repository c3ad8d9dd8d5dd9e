"""``features/README.md``: what is documented has its scenarios, and they are there and speak of it."""

from __future__ import annotations

import json
import re

import pytest

from tests.coverage.naming import ROOT, said, scenarios
from voipbin_harness.contract.loader import editions
from voipbin_harness.coverage.universe import universe
from voipbin_harness.scenario.words import REFUSALS
from voipbin_harness.tags import TAGS

PAGE = (ROOT / "features" / "README.md").read_text(encoding="utf-8")
SECTIONS, REFUSED, REASONS, ARMS = "Sections of the tutorial", "Refusals", "Reasons of a hangup", "Branches, digits"


def rows(heading: str) -> dict[str, str]:
    """Return the table below a heading: its second column by its first."""
    section = next(part for part in PAGE.split("\n## ")[1:] if part.startswith(heading))
    lines = re.findall(r"^\| (.+?) \| (.*?) \|$", section, re.MULTILINE)
    assert len(dict(lines[1:])) == len(lines) - 1, f"a row stands twice below {heading}"
    return dict(lines[1:])


def named(cell: str) -> list[str]:
    return [name.strip("`") for name in cell.split("<br>")]


def arms() -> set[str]:
    """Return every branch arm, way to receive digits and goto edge of the named flows, in any edition."""
    wholes = [universe(edition).whole for edition in editions()]
    return {name for whole in wholes for dimension in ("branches", "digits", "gotos") for name in whole[dimension]}


def reasons() -> set[str]:
    values = {value for edition in editions() for value in universe(edition).whole["values"]}
    return {value.removeprefix("call.hangup_reason = ") for value in values if "call.hangup_reason" in value}


DOCUMENTED = {
    SECTIONS: set(json.loads((ROOT / "contracts" / "sources.json").read_text(encoding="utf-8"))["tutorial"]),
    REFUSED: set(REFUSALS),
    REASONS: reasons(),
    ARMS: arms(),
}


@pytest.mark.parametrize("heading", DOCUMENTED)
def test_everything_documented_has_its_row_and_nothing_else_has(heading: str) -> None:
    assert DOCUMENTED[heading]
    assert rows(heading).keys() == DOCUMENTED[heading]


@pytest.mark.parametrize("heading", DOCUMENTED)
def test_each_row_names_scenarios_that_are_there(heading: str) -> None:
    for what, cell in rows(heading).items():
        for name in named(cell):
            assert name in scenarios(), f"{what}: there is no scenario {name!r}"


def test_a_refusal_is_what_its_scenarios_expect() -> None:
    for reason, cell in rows(REFUSED).items():
        for name in named(cell):
            assert _expects(name, reason), f"{name} expects no refusal because {reason}"


def _expects(name: str, reason: str) -> bool:
    return f"it is refused because {reason}" in said(scenarios()[name])


def test_a_reason_is_what_its_scenarios_expect() -> None:
    for reason, cell in rows(REASONS).items():
        for name in named(cell):
            assert f'with reason "{reason}"' in said(scenarios()[name]), f"{name} expects no reason {reason}"


def test_an_arm_belongs_to_a_flow_that_its_scenarios_run() -> None:
    for arm, cell in rows(ARMS).items():
        flow = arm.partition(",")[0]
        for name in named(cell):
            assert f'flow "{flow}"' in said(scenarios()[name]), f"{name} does not run {flow}"


def test_the_tags_are_those_that_there_are() -> None:
    assert rows("Tags") == {f"`@{tag}`": meaning for tag, meaning in TAGS.items()}
