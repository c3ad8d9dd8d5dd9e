"""The verdict follows from the records alone, and says the same twice."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from voipbin_harness.coverage.dimensions import Counted
from voipbin_harness.gate import decide, finding
from voipbin_harness.masking import Masker
from voipbin_harness.results import Finding, Record, UnprovenItem
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import Kind, Severity, Violation

COVERAGE = {"operations": Counted(1, 3, ("GET /calls", "GET /calls/{id}"))}


INFO = RunInfo("mock", "tutorial", "quick", 0)


def violation(**members: Any) -> Violation:
    given: dict[str, Any] = {
        "kind": Kind.MISSING_FIELD,
        "operation": "GET /calls/{id}",
        "where": "$.hangup_by",
        "expected": "remote or local",
        "observed": "nothing",
        "check": "schema",
    }
    return Violation(**{**given, **members})


def passed(test: str = "a", **members: Any) -> Record:
    return Record(test=test, title=f"title of {test}", **members)


def found(masker: Masker, scenario: str | None = "a feature: a scenario", **members: Any) -> Finding:
    return finding(violation(**members), scenario, masker)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"where": "$.result[0].id"}, {"where": "$.result[12].id"}),
        (
            {"expected": "the call 5a0cbb3e-3a4e-4a5b-8e0c-000000000001"},
            {"expected": "the call 00000000-3a4e-4a5b-8e0c-0000000000ff"},
        ),
        ({"expected": "rings +15550101234"}, {"expected": "rings +15550109999"}),
        ({"expected": "later than 2026-01-01 00:00:00.000001"}, {"expected": "later than 2026-02-01T00:00:00Z"}),
        ({"observed": "this"}, {"observed": "that"}),
        ({"scenario": "x"}, {"scenario": "y"}),
    ],
)
def test_one_defect_has_one_id(masker: Masker, one: dict, two: dict) -> None:
    assert found(masker, **one).id == found(masker, **two).id


@pytest.mark.parametrize(
    "other",
    [
        {"kind": Kind.WRONG_TYPE},
        {"operation": "GET /calls"},
        {"where": "$.hangup_reason"},
        {"expected": "nothing at all"},
        {"check": "lifecycle"},
    ],
)
def test_another_defect_has_another_id(masker: Masker, other: dict) -> None:
    assert found(masker).id != found(masker, **other).id


#: What a test itself expects, and no check: a call that ends with the reason "normal".
EXPECTED = {"check": "", "kind": Kind.LIFECYCLE, "expected": "local, normal", "observed": "remote, busy"}


@pytest.mark.parametrize("other", [{"scenario": "another"}, {"observed": "remote, normal"}])
def test_what_a_test_expects_is_another_finding_in_another_situation(masker: Masker, other: dict) -> None:
    assert found(masker, **EXPECTED).id != found(masker, **{**EXPECTED, **other}).id


@pytest.mark.parametrize("kind", [Kind.WRONG_STATUS, Kind.UNKNOWN_VALUE, Kind.WRONG_ERROR])
def test_another_word_of_the_api_is_another_finding(masker: Masker, kind: Kind) -> None:
    assert found(masker, kind=kind, observed="403").id != found(masker, kind=kind, observed="500").id


def test_what_was_observed_may_differ_in_what_passes(masker: Masker) -> None:
    one, two = (f"500 for call 5a0cbb3e-3a4e-4a5b-8e0c-00000000000{n}, req_{n}AB after {n}20 ms" for n in (1, 2))
    assert found(masker, **{**EXPECTED, "observed": one}).id == found(masker, **{**EXPECTED, "observed": two}).id


def test_a_failure_that_names_no_rule_is_another_finding_when_it_says_something_else() -> None:
    gates = [decide([passed(outcome="failed", error=error)], INFO, COVERAGE) for error in ("no token", "no flow")]
    assert len({gate.findings[0].id for gate in gates}) == 2


def test_a_finding_is_masked_and_tells_how_to_replay_it(masker: Masker, exchange) -> None:
    seen = found(masker, observed='{"token": "abc"} from http://127.0.0.1:4711/x', exchange=exchange())
    assert seen.observed == '{"token": "***"} from $VOIPBIN_URL/x'
    assert seen.replay.startswith("curl ")


@pytest.mark.parametrize(
    ("records", "status", "verdict"),
    [
        ([passed()], 0, "open"),
        ([passed(), passed("b", outcome="failed", error="AssertionError: no")], 1, "closed"),
        ([], 3, "unproven"),
        ([passed(outcome="unproven", unproven=[UnprovenItem("w", "y", "sip")])], 3, "unproven"),
        ([passed(), passed("b", outcome="unproven", unproven=[UnprovenItem("w", "y", "sip")])], 0, "open"),
        ([passed(), passed("b", unproven=[UnprovenItem("w", "y", "hears", declared=False)])], 3, "unproven"),
        ([passed(), passed("b", outcome="unproven")], 3, "unproven"),
        ([passed(), passed("b", outcome="error", error="a feature cannot be read")], 2, "unproven"),
        ([passed(outcome="failed"), passed("b", outcome="error")], 1, "closed"),
        ([passed(), passed("b", outcome="flaky")], 0, "open"),
    ],
)
def test_exit_status_and_verdict(info: RunInfo, records: list[Record], status: int, verdict: str) -> None:
    gate = decide(records, info, COVERAGE)
    assert (gate.exit_status, gate.verdict) == (status, verdict)


@pytest.mark.parametrize(("severity", "status"), [(Severity.FAIL, 1), (Severity.WARN, 0)])
def test_only_a_finding_that_fails_closes_the_gate(
    masker: Masker, info: RunInfo, severity: Severity, status: int
) -> None:
    gate = decide([passed(findings=[found(masker, severity=severity)])], info, COVERAGE)
    assert gate.exit_status == status
    assert len(gate.findings) == 1


def test_a_required_capability_must_be_shown(info: RunInfo) -> None:
    records = [passed(), passed("b", outcome="unproven", unproven=[UnprovenItem("w", "y", "sip")])]
    assert decide(records, info, COVERAGE).exit_status == 0
    assert decide(records, replace(info, required=frozenset({"sip"})), COVERAGE).exit_status == 3


def test_a_required_capability_that_no_test_asked_for_is_missed(info: RunInfo) -> None:
    gate = decide([passed()], replace(info, required=frozenset({"sip", "hears"})), COVERAGE)
    assert gate.exit_status == 3
    assert [item.capability for item in gate.unproven] == ["sip"]


def test_errors_that_no_record_tells_of(info: RunInfo) -> None:
    gate = decide([passed()], info, COVERAGE, errors=["features/x.feature: not UTF-8"])
    assert gate.exit_status == 2


def test_a_failure_without_a_name_becomes_a_finding(info: RunInfo) -> None:
    gate = decide(
        [passed("tests/test_x.py::test[1]", outcome="failed", error="boom at 0x7f0012345678")], info, COVERAGE
    )
    (only,) = gate.findings
    assert (only.kind, only.scenario, only.observed) == ("scenario", "title of tests/test_x.py::test[1]", "boom at 0x…")
    assert only.replay.endswith("-- 'tests/test_x.py::test[1]'")


def test_a_named_failure_is_not_counted_twice(masker: Masker, info: RunInfo) -> None:
    gate = decide([passed(outcome="failed", findings=[found(masker)], error="x")], info, COVERAGE)
    assert [f.kind for f in gate.findings] == ["missing-field"]
    assert gate.counts["failed"] == 1


def test_the_coverage_is_told_by_dimension(info: RunInfo) -> None:
    coverage = {"operations": Counted(2, 3, ("GET /calls/{id}",), closed_by={"GET /calls/{id}": "calls.feature: one"})}
    assert decide([passed()], info, coverage).document()["coverage"] == {
        "operations": {
            "seen": 2,
            "of": 3,
            "missing": ["GET /calls/{id}"],
            "closed_by": {"GET /calls/{id}": "calls.feature: one"},
        },
    }


def test_the_order_of_tests_changes_nothing(masker: Masker, info: RunInfo) -> None:
    records = [
        passed(
            str(n),
            exchanges=n,
            findings=[found(masker, scenario=f"s{n}", where=f"$.result[{n}]", observed=str(n))],
            unproven=[UnprovenItem("w", str(n % 3), "sip", declared=n % 2 == 0)],
            facts={("operation", f"GET /calls {200 + n}")},
        )
        for n in range(20)
    ]
    documents = []
    for seed in range(5):
        random.Random(seed).shuffle(records)
        documents.append(decide(records, info, COVERAGE).document())
    assert all(document == documents[0] for document in documents)
    assert len(documents[0]["findings"]) == 1
    assert documents[0]["findings"][0]["scenario"] == "s0"
    assert len(documents[0]["unproven"]) == 3


def test_only_run_differs_between_two_runs(info: RunInfo) -> None:
    one = decide([passed(duration_ms=1)], info, COVERAGE).document()
    two = decide([passed(duration_ms=99)], replace(info, started="later", duration_ms=7), COVERAGE).document()
    assert one.pop("run") != two.pop("run")
    assert one == two
