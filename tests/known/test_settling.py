"""What a known finding does to the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from voipbin_harness.gate import findings_of
from voipbin_harness.known import KnownFinding, Settled, settle
from voipbin_harness.reporting import junit, markdown, terminal
from voipbin_harness.reporting.files import gate_schema
from voipbin_harness.results import Finding, Record
from voipbin_harness.run_info import RunInfo

INFO = RunInfo("mock", "tutorial", "quick", 0)
TODAY = date(2027, 1, 31)
ONE, TWO = "0" * 11 + "1", "0" * 11 + "2"


def finding(identity: str = ONE, severity: str = "fail") -> Finding:
    return Finding(identity, "lifecycle", severity, "GET /calls", "api", "$.status", "hangup", "ringing", None, "curl")


def record(*findings: Finding, named: bool = True, **members: Any) -> Record:
    failing = any(found.severity == "fail" for found in findings)
    given: dict[str, Any] = {"outcome": "failed" if failing else "passed", "error": "it failed", "named": named}
    return Record("tests::one", "one", findings=list(findings), **{**given, **members})


def known(identity: str = ONE, expires: date = TODAY, edition: str = "") -> KnownFinding:
    return KnownFinding(identity, "ticket 7", "voice team", expires, edition)


def settled(records: Sequence[Record], *entries: KnownFinding, whole: bool = True) -> Settled:
    result = settle(records, INFO, entries, TODAY, whole=whole)
    jsonschema.validate(result.gate.document(), gate_schema())
    return result


def test_a_new_finding_closes_the_gate_and_a_known_one_does_not() -> None:
    assert settled([record(finding())]).gate.exit_status == 1
    gate = settled([record(finding())], known()).gate
    assert (gate.exit_status, gate.counts["passed"], gate.counts["failed"]) == (0, 1, 0)
    assert gate.document()["known"] == {"accepted": [ONE], "expired": [], "gone": []}


def test_a_known_finding_is_listed_as_a_warning_with_its_reason() -> None:
    (shown,) = settled([record(finding())], known()).gate.document()["findings"]
    assert shown["severity"] == "warn"
    assert shown["note"] == "known until 2027-01-31 (voice team): ticket 7"


def test_without_known_findings_the_document_is_as_promised() -> None:
    document = settled([record(finding())]).gate.document()
    assert "known" not in document
    assert "note" not in document["findings"][0]


def test_another_finding_in_the_same_test_closes_the_gate() -> None:
    gate = settled([record(finding(ONE), finding(TWO))], known()).gate
    assert gate.exit_status == 1
    assert [(found.id, found.severity) for found in gate.findings] == [(TWO, "fail"), (ONE, "warn")]


def test_an_expired_finding_closes_the_gate_and_says_so() -> None:
    gate = settled([record(finding())], known(expires=date(2027, 1, 30))).gate
    assert gate.exit_status == 1
    assert gate.findings[0].note.startswith("expired: was known until 2027-01-30")
    assert gate.document()["known"]["expired"] == [ONE]


def test_a_finding_that_is_gone_is_reported_for_removal_unless_this_is_a_part_of_the_suite() -> None:
    gate = settled([record()], known()).gate
    assert gate.exit_status == 0
    assert [entry["id"] for entry in gate.gone] == [ONE]
    assert settled([record()], known(), whole=False).gate.gone == []
    chosen = replace(INFO, selected=("-k", "branch"))
    assert settle([record()], chosen, [known()], TODAY).gate.gone == []


def test_what_is_said_of_an_edition_counts_more_than_what_is_said_of_all() -> None:
    entries = [known(expires=date(2020, 1, 1)), known(edition="tutorial")]
    for order in (entries, entries[::-1]):
        assert settled([record(finding())], *order).gate.exit_status == 0


def test_a_finding_that_is_known_for_another_edition_is_new_here() -> None:
    gate = settled([record(finding())], known(edition="current")).gate
    assert gate.exit_status == 1
    assert "known" not in gate.document()
    assert settled([record(finding())], known(edition="tutorial")).gate.exit_status == 0


def test_a_failure_beside_a_known_finding_is_not_covered_by_it() -> None:
    gate = settled([record(finding(), named=False)], known()).gate
    assert gate.exit_status == 1
    assert {found.kind for found in gate.findings if found.severity == "fail"} == {"scenario"}


def test_a_failure_that_names_no_rule_can_be_known_by_the_id_that_the_gate_gave_it() -> None:
    broken = record(outcome="failed", named=False)
    (unnamed,) = findings_of(broken, INFO)
    gate = settled([broken], known(unnamed.id)).gate
    assert (gate.exit_status, gate.counts["passed"]) == (0, 1)
    assert gate.findings[0].note


@pytest.mark.parametrize("outcome", ["error", "unproven"])
def test_what_is_no_failure_stays_what_it_is(outcome: str) -> None:
    status = {"error": 2, "unproven": 3}[outcome]
    assert settled([record(finding(), outcome=outcome)], known()).gate.exit_status == status


def test_every_report_tells_what_is_known() -> None:
    result = settled([record(finding())], known(), known(TWO))
    from pathlib import Path

    texts = (markdown.render(result.gate), terminal.closing(result.gate, Path("reports")))
    for text in texts:
        assert "ticket 7" in text
        assert TWO in text
    assert b"<failure" not in junit.render(result.records, result.gate)
