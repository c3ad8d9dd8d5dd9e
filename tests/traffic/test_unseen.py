"""What a change that was left out does to what comes after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.checks.building import ask, flow, page, post_flow
from tests.traffic.recording import entry, har
from voipbin_harness.contract import load
from voipbin_harness.results import Record
from voipbin_harness.traffic.checking import check_traffic
from voipbin_harness.traffic.reading import read_traffic

QUERY = "token=first-token"
OLD, NEW = flow(name="old"), flow(name="new")
MADE = entry(post_flow(OLD, query=QUERY))
SHOWN = entry(ask("GET /flows/{id}", NEW, id=NEW["id"], query=QUERY), second=2)
GONE = entry(ask("GET /flows/{id}", status=404, id=NEW["id"], query=QUERY), second=2)


def judged(folder: Path, *entries: dict[str, Any]) -> Record:
    (record,) = check_traffic(read_traffic(har(folder / "a.har", entries), load("tutorial")), "tutorial")
    return record


def echoes(record: Record) -> int:
    return sum(found.kind == "echo" for found in record.findings)


def change(method: str, *, unsized: bool = True, status: int = 200, **more: Any) -> dict[str, Any]:
    """Return a change whose answer was not recorded."""
    raw = entry(ask(f"{method} /flows/{{id}}", id=NEW["id"], query=QUERY, status=status), **{"second": 1, **more})
    if unsized:
        raw["response"]["content"] = {"size": -1}
    return raw


@pytest.mark.parametrize(
    "left_out",
    [
        change("PUT"),
        change("PUT", status=0),
        change("PUT", unsized=False, startedDateTime=None),
        change("PUT", startedDateTime=None),
    ],
    ids=["no body", "no answer", "no time", "neither"],
)
def test_a_thing_is_not_held_to_what_a_change_that_was_left_out_may_have_changed(
    left_out: dict[str, Any], tmp_path: Path
) -> None:
    record = judged(tmp_path, MADE, left_out, SHOWN)
    assert echoes(record) == 0
    assert [item.capability for item in record.unproven] == ["one_at_a_time"]


def test_what_a_change_that_was_left_out_may_have_deleted_need_not_be_there(tmp_path: Path) -> None:
    assert echoes(judged(tmp_path, MADE, change("DELETE"), GONE)) == 0
    assert echoes(judged(tmp_path, MADE, GONE)) == 1


@pytest.mark.parametrize(
    "left_out",
    [
        change("PUT", status=404),
        change("PUT", second=3),
        change("GET"),
        change("PUT", host="https://another.example"),
    ],
    ids=["refused", "later", "changes nothing", "elsewhere"],
)
def test_what_changed_nothing_excuses_nothing(left_out: dict[str, Any], tmp_path: Path) -> None:
    assert echoes(judged(tmp_path, MADE, left_out, SHOWN)) == 1


def test_what_is_of_another_collection_is_judged_as_ever(tmp_path: Path) -> None:
    record = judged(tmp_path, change("PUT"), entry(ask("GET /calls", page(), query=QUERY), second=2))
    assert record.unproven == []
