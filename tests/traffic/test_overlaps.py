"""Requests of a recording that overlap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.building import NIL, ask, call, get_call, number, uid
from tests.traffic.recording import entry, har
from voipbin_harness.contract import load
from voipbin_harness.exchange import Exchange
from voipbin_harness.results import Record
from voipbin_harness.traffic.checking import check_traffic
from voipbin_harness.traffic.overlaps import Overlap, Span, overlaps
from voipbin_harness.traffic.reading import read_traffic

QUERY = "token=first-token"


def record(folder: Path, *sent: tuple[Exchange, float, float]) -> Record:
    """Judge exchanges, each with the second when it began and the ms that it took."""
    entries = [entry(exchange, second=second, time_ms=time_ms) for exchange, second, time_ms in sent]
    (found,) = check_traffic(read_traffic(har(folder / "a.har", entries), load("tutorial")), "tutorial")
    return found


def kinds(found: Record) -> set[str]:
    return {finding.kind for finding in found.findings}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Span(0, 5, "GET"), Span(5, 9, "GET")], [Overlap(0, False), Overlap(1, False)]),
        ([Span(0, 5, "GET"), Span(4, 9, "GET")], [Overlap(0, False), Overlap(1, False)]),  # rounded
        ([Span(2, 5, "GET"), Span(0, 9, "GET")], [Overlap(0, False), Overlap(0, False)]),
        ([Span(2, 5, "GET"), Span(0, 9, "PUT")], [Overlap(0, True), Overlap(0, False)]),
        ([Span(2, 5, "POST"), Span(0, 9, "PUT")], [Overlap(0, True), Overlap(0, True)]),
        (
            [Span(0, 1, "PUT"), Span(3, 5, "GET"), Span(2, 9, "GET")],
            [Overlap(0, False), Overlap(1, False), Overlap(1, False)],
        ),
        (
            [Span(0, 4, "PUT"), Span(5, 6, "GET"), Span(1, 9, "GET")],
            [Overlap(0, False), Overlap(1, False), Overlap(0, True)],
        ),
        (
            [Span(1, 2, "PUT"), Span(5, 6, "GET"), Span(0, 9, "PUT")],
            [Overlap(0, True), Overlap(1, True), Overlap(0, True)],
        ),
    ],
)
def test_each_request_knows_what_was_over_and_what_it_raced(spans: list[Span], expected: list[Overlap]) -> None:
    assert overlaps(spans) == expected


def test_an_answer_that_was_asked_for_earlier_may_know_less(tmp_path: Path) -> None:
    fast, slow = get_call(call("hangup"), query=QUERY), get_call(call("ringing"), query=QUERY)
    assert kinds(record(tmp_path, (fast, 1, 10), (slow, 0.5, 900))) == set()
    assert kinds(record(tmp_path, (fast, 1, 10), (slow, 1.5, 900))) >= {"lifecycle"}


def test_what_comes_after_overlapping_answers_is_judged_by_them(tmp_path: Path) -> None:
    fast, slow = get_call(call("hangup"), query=QUERY), get_call(call("hangup"), query=QUERY)
    later = get_call(call("ringing"), query=QUERY)
    assert kinds(record(tmp_path, (fast, 1, 10), (slow, 0.5, 900), (later, 2, 10))) >= {"lifecycle"}


def test_a_read_that_races_a_change_may_show_either(tmp_path: Path) -> None:
    old, new = ({"call_flow_id": uid(flow_id), "message_flow_id": NIL} for flow_id in (901, 902))
    path = "/numbers/{id}"
    made = ask(f"PUT {path}/flow_ids", number(call_flow_id=uid(901)), body=old, id=uid(600), query=QUERY)
    change = ask(f"PUT {path}/flow_ids", number(call_flow_id=uid(902)), body=new, id=uid(600), query=QUERY)
    read = ask(f"GET {path}", number(call_flow_id=uid(901)), id=uid(600), query=QUERY)
    racing = record(tmp_path, (made, 0, 5), (change, 1, 100), (read, 1.05, 100))
    assert kinds(racing) == set()
    assert [item.capability for item in racing.unproven] == ["one_at_a_time"]
    assert kinds(record(tmp_path, (made, 0, 5), (change, 1, 100), (read, 2, 100))) >= {"echo"}
