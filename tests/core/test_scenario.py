"""What a scenario has made, and what a list must show of it: who is to blame when there is nothing to look at."""

from __future__ import annotations

from typing import Any

import pytest

from voipbin_harness.exchange import Exchange
from voipbin_harness.match import Prompt, page_sizes, pause
from voipbin_harness.scenario.listing import Listing, showing
from voipbin_harness.scenario.made import Made
from voipbin_harness.views import PageView
from voipbin_harness.violation import ExpectationFailed, HarnessError, Unproven

NOBODY: Any = None


def made(*flows: str) -> Made:
    return Made(NOBODY, NOBODY, flows={name: name for name in flows})


def listing(things: str, *pages: list[str]) -> Listing:
    return Listing(things, [PageView(tuple({"id": id_} for id_ in page), "") for page in pages])


def refusal(operation: str) -> Exchange:
    return Exchange(1, "demo", "POST", "http://mock/v1.0", (), b"", 500, (), b"", operation=operation)


@pytest.mark.parametrize(
    ("sizes", "fit"), [([2, 2, 1], True), ([1], True), ([0], False), ([2, 0], False), ([3], False)]
)
def test_the_last_page_holds_something_also_where_it_is_the_first(sizes: list[int], fit: bool) -> None:
    assert (page_sizes(sizes, 2) is None) is fit


def test_a_list_that_is_long_enough_is_looked_at() -> None:
    for one in (listing("flows", ["a"], ["b"]), listing("numbers", ["a", "b"])):
        assert showing(one, made(), 2) is one


def test_a_list_that_lacks_what_was_made_is_a_finding() -> None:
    with pytest.raises(ExpectationFailed, match=r"collection: GET /flows at \$\.result: expected 2 flows, observed 1"):
        showing(listing("flows", ["a"]), made("a", "b"), 2)


def test_a_list_of_too_little_made_is_an_error_of_the_scenario() -> None:
    with pytest.raises(HarnessError, match="has made only 1 of 2 flows: say first"):
        showing(listing("flows", ["a"]), made("a"), 2)


def test_a_list_of_what_no_scenario_makes_is_unproven_where_it_is_short() -> None:
    with pytest.raises(Unproven, match="how access keys are listed: the account has 1, and it takes 2"):
        showing(listing("access keys", ["a"]), made(), 2)


@pytest.mark.parametrize("thing", ["call", "groupcall", "activeflow"])
def test_what_the_platform_refused_to_make_is_a_finding_and_what_nobody_asked_for_is_none(thing: str) -> None:
    refused = made()
    with pytest.raises(HarnessError, match=f"this scenario has made no {thing}s: say first"):
        refused.newest(thing)
    refused.asked[f"{thing}s"] = refusal(f"POST /{thing}s")
    with pytest.raises(ExpectationFailed, match=f"wrong-status: POST /{thing}s at status: expected 200, observed 500"):
        refused.newest(thing)


@pytest.mark.parametrize(
    ("seen_ms", "exact", "or_more"), [(4000, False, False), (8000, True, True), (12_000, False, True)]
)
def test_a_pause_is_as_long_as_it_is_said_to_be_or_at_least_so_long(seen_ms: int, exact: bool, or_more: bool) -> None:
    heard = [Prompt("One.", 0, 1000, whole=True), Prompt("Two.", 1000 + seen_ms, whole=False)]
    assert (pause(heard, "One.", "Two.", 8000) is None) == exact
    assert (pause(heard, "One.", "Two.", 8000, or_more=True) is None) == or_more
    assert pause(heard, "Two.", "One.", 8000, or_more=True) is not None
