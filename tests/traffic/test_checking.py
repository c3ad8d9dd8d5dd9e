"""All oracles over recorded traffic."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.building import ask, call, flow, get_call, page, post_call, post_flow
from tests.traffic.recording import entry, har
from voipbin_harness.contract import load
from voipbin_harness.exchange import Exchange
from voipbin_harness.results import Record
from voipbin_harness.traffic.checking import LATENCY_LIMIT_MS, check_traffic
from voipbin_harness.traffic.reading import read_traffic


def records(tmp_path: Path, *exchanges: Exchange) -> list[Record]:
    entries = [entry(exchange, second=number) for number, exchange in enumerate(exchanges)]
    return check_traffic(read_traffic(har(tmp_path / "a.har", entries), load("tutorial")), "tutorial", again="again")


def kinds(tmp_path: Path, *exchanges: Exchange) -> list[str]:
    return [f"{found.severity} {found.kind}" for record in records(tmp_path, *exchanges) for found in record.findings]


def test_traffic_that_keeps_every_rule_has_no_finding(tmp_path: Path) -> None:
    query = "token=first-token"
    (record,) = records(
        tmp_path,
        post_call(call(), query=query),
        get_call(call("ringing"), query=query),
        get_call(call("hangup"), query=query),
    )
    assert (record.outcome, record.findings, record.exchanges, record.calls) == ("passed", [], 3, 1)
    assert "POST /calls 200" in {name for _, name in record.facts}


def test_a_call_that_comes_back_to_life_is_found(tmp_path: Path) -> None:
    query = "token=first-token"
    found = kinds(tmp_path, get_call(call("hangup"), query=query), get_call(call("ringing"), query=query))
    assert "fail lifecycle" in found


def test_another_customers_flow_is_found_by_the_credentials_alone(tmp_path: Path) -> None:
    mine = post_flow(flow(), query="token=first-token")
    again = ask("GET /flows/{id}", flow(), id=flow()["id"], query="token=first-token")
    theirs = ask("GET /flows/{id}", flow(customer_id="another"), id=flow()["id"], query="token=other-token")
    assert kinds(tmp_path, mine, again) == []
    assert "fail isolation" in kinds(tmp_path, mine, theirs)


@pytest.mark.parametrize(
    ("elapsed_ms", "expected"), [(LATENCY_LIMIT_MS - 1, []), (LATENCY_LIMIT_MS + 1, ["fail latency"])]
)
def test_an_answer_that_took_too_long_is_found(elapsed_ms: float, expected: list[str], tmp_path: Path) -> None:
    slow = entry(get_call(call(), query="token=first-token"), time_ms=elapsed_ms)
    (record,) = check_traffic(read_traffic(har(tmp_path / "a.har", [slow]), load("tutorial")), "tutorial")
    assert [f"{found.severity} {found.kind}" for found in record.findings] == expected


def test_an_api_that_has_grown_is_a_warning_in_traffic_of_others(tmp_path: Path) -> None:
    assert kinds(tmp_path, get_call(call(new="x"), query="token=first-token")) == ["warn undeclared-field"]


def test_no_credential_reaches_a_report(tmp_path: Path) -> None:
    (record,) = records(tmp_path, get_call(call(hangup_by=7), query="token=first-token"))
    assert record.findings
    assert "first-token" not in str(record.as_data())


def test_a_recording_without_credentials_says_what_it_cannot_show(tmp_path: Path) -> None:
    (record,) = records(tmp_path, ask("GET /calls", page()))
    what = [item.what for item in record.unproven if item.capability == "credentials"]
    assert what == ["authentication", "isolation between customers"]
    assert record.outcome == "passed"


def test_traffic_without_an_operation_of_the_edition_leaves_no_record(tmp_path: Path) -> None:
    assert records(tmp_path, ask("GET /weather", {})) == []
    assert records(tmp_path) == []
