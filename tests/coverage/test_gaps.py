"""``gaps.toml``: of every fact that a run can miss it says what shows it, or why the mock cannot."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.coverage.naming import property_tests, scenarios, tags
from voipbin_harness.contract.loader import editions
from voipbin_harness.coverage.dimensions import TITLES
from voipbin_harness.coverage.gaps import Gap, all_gaps, gaps, told
from voipbin_harness.coverage.measure import measure
from voipbin_harness.coverage.universe import universe
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo
from voipbin_harness.tags import EDITION_TAGS

INFO = RunInfo("mock", "tutorial", "quick", 0)
EACH = [f"{'/'.join(gap.dimensions)}: {gap.whats[0]} ({gap.edition or 'all'})" for gap in all_gaps()]


@cache
def entries(edition: str) -> dict[tuple[str, str], Gap | None]:
    """Return the entry for every fact that there is."""
    known = gaps(edition)
    wholes = universe(edition).whole.items()
    return {(dimension, name): told(known, dimension, name) for dimension, whole in wholes for name in whole}


@pytest.mark.parametrize("edition", editions())
def test_no_gap_is_without_an_entry(edition: str) -> None:
    without = [fact for fact, entry in entries(edition).items() if entry is None]
    assert not without


@pytest.mark.parametrize("gap", all_gaps(), ids=EACH)
def test_an_entry_gives_a_reason_or_what_closes_it_and_that_is_there(gap: Gap) -> None:
    assert bool(gap.closed_by) != bool(gap.unreachable)
    assert gap.unreachable or gap.closed_by in {*scenarios(), *property_tests()}, f"there is no {gap.closed_by!r}"
    assert gap.edition in ("", *editions())
    assert {*gap.dimensions} <= TITLES.keys()


@pytest.mark.parametrize("gap", all_gaps(), ids=EACH)
def test_each_pattern_of_an_entry_is_the_one_that_tells_of_something(gap: Gap) -> None:
    used: set[tuple[str, str]] = set()
    for edition in [gap.edition] if gap.edition else editions():
        for (dimension, name), entry in entries(edition).items():
            if entry is gap:
                used |= {("what", gap.matching(dimension, name) or ""), ("in", dimension)}
    wanted = {*(("what", what) for what in gap.whats), *(("in", dimension) for dimension in gap.dimensions)}
    assert used == wanted, f"these speak of nothing: {wanted - used}"


def test_a_scenario_of_one_edition_closes_gaps_of_that_edition_alone() -> None:
    for gap in all_gaps():
        if gap.closed_by in scenarios() and (only := tags(gap.closed_by) & EDITION_TAGS):
            assert {gap.edition} == only, gap.closed_by


def test_what_is_missing_is_closed_by_its_entry() -> None:
    counted = measure([], INFO)["transitions"]
    assert counted.closed_by["ringing > canceling"] == "hangup_by_api.feature: while it rings"
    assert counted.missing == tuple(sorted(counted.closed_by))
    assert (counted.seen, counted.of, counted.percent) == (0, 11, 0)


def test_what_the_mock_cannot_show_does_not_count_there_and_does_on_a_live_target() -> None:
    mock, live = measure([], INFO)["responses"], measure([], replace(INFO, live=True))["responses"]
    assert "404" in mock.unreachable["GET /calls/{id} 403"]
    assert live.closed_by["GET /calls/{id} 403"].startswith("no scenario yet: the mock cannot show it (")
    assert (live.of, live.unreachable) == (mock.of + len(mock.unreachable), {})


def test_what_was_seen_all_the_same_counts() -> None:
    record = Record("a", "a", facts={("responses", "GET /calls/{id} 403")})
    without, with_it = measure([], INFO)["responses"], measure([record], INFO)["responses"]
    assert (with_it.seen, with_it.of) == (1, without.of + 1)
    assert "GET /calls/{id} 403" not in with_it.unreachable
