"""The coverage as people read it: a table with what closes each gap, in ``gate.md`` and in the Allure report."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from voipbin_harness.coverage.dimensions import Counted
from voipbin_harness.coverage.thresholds import judged
from voipbin_harness.gate import Gate, decide
from voipbin_harness.reporting.allure_coverage import write_coverage
from voipbin_harness.reporting.coverage_page import coverage_page
from voipbin_harness.reporting.markdown import render
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo

INFO = RunInfo("mock", "tutorial", "quick", 0, started="2026-01-02T03:04:05+00:00", duration_ms=7)
NAMES = tuple(f"GET /things/{number} 404" for number in range(20))


def counted(missing: tuple[str, ...] = NAMES[:2], least: float | None = None, **told: Any) -> Counted:
    closed_by = {name: told.get("closed_by", f"a.feature: {name}") for name in missing}
    unreachable = {"GET /things 429": "nobody <counts> here"}
    return Counted(len(NAMES) - len(missing), len(NAMES), missing, "Statuses", closed_by, unreachable, least)


def gate(coverage: Counted) -> Gate:
    whole = {"responses": coverage}
    return decide([Record("a", "a"), judged(whole, INFO)], INFO, whole)


def test_the_table_tells_seen_percent_and_missing() -> None:
    assert "| Statuses | 18 of 20 | 90 % | 2 |\n" in render(gate(counted()))
    assert "| Statuses | 20 of 20 | 100 % |  |\n" in render(gate(counted(())))
    assert "| Statuses | 18 of 20 | 90 % | 2 | ✅ 90 % |\n" in render(gate(counted(least=90)))
    assert "| Statuses | 18 of 20 | 90 % | 2 | ❌ 95.5 % |\n" in render(gate(counted(least=95.5)))


def test_a_share_is_never_rounded_up_to_the_whole() -> None:
    assert Counted(1999, 2000).percent == 99
    assert Counted(0, 0).percent == 100
    assert not Counted(1999, 2000, least=100).reaches


def test_each_gap_stands_beside_what_closes_it() -> None:
    page = render(gate(counted()))
    assert f"- **a.feature: {NAMES[0]}**: {NAMES[0]}\n" in page
    assert "<details><summary>Statuses" not in page


def test_many_gaps_are_folded_and_those_that_one_scenario_closes_are_one_line() -> None:
    many, alike = render(gate(counted(NAMES))), render(gate(counted(NAMES, closed_by="b.feature: all")))
    assert "<details><summary>Statuses: 20 missing</summary>\n\n- **a.feature: " in many
    assert "<details><summary>Statuses" not in alike
    assert "- **b.feature: all**: GET /things/0 404, " in alike
    assert "and 8 more" in alike


def test_what_cannot_be_shown_is_folded_with_its_reason() -> None:
    page = render(gate(counted()))
    assert "<details><summary>Not counted: 1 that this target cannot show</summary>" in page
    assert "- **nobody &lt;counts&gt; here**: GET /things 429 (statuses)\n" in page


class Reader(HTMLParser):
    """Reads a page as a browser would, and refuses what it would have to guess."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.text = ""
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert not any(name in ("src", "href", "onclick") for name, _ in attrs)
        self.seen.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_whole_and_says_the_same() -> None:
    page = Reader(coverage_page({"responses": counted(least=95)}))
    for said in ("18 of 20", "90 %", "95 %", f"a.feature: {NAMES[0]}", "nobody <counts> here", "GET /things 429"):
        assert said in page.text
    assert "script" not in page.seen
    assert "Nothing is missing." in Reader(coverage_page({"responses": counted(())})).text


@pytest.mark.parametrize(("least", "status"), [(None, "passed"), (90, "passed"), (95, "failed")])
def test_the_allure_report_has_a_result_with_the_page_attached(
    least: float | None, status: str, tmp_path: Path
) -> None:
    (tmp_path / "one-result.json").write_text("{}", encoding="utf-8")
    write_coverage(tmp_path, gate(counted(least=least)))
    result = json.loads((tmp_path / "coverage-result.json").read_text(encoding="utf-8"))
    assert result["status"] == status
    (attached,) = result["attachments"]
    assert attached["type"] == "text/html"
    assert "18 of 20" in (tmp_path / attached["source"]).read_text(encoding="utf-8")
    assert ("scenario: coverage.responses: expected" in json.dumps(result)) == (status == "failed")
    assert (result["stop"] - result["start"], result["uuid"]) == (0, "coverage")


def test_of_shards_only_the_whole_has_a_result_and_of_no_tests_there_is_none(tmp_path: Path) -> None:
    write_coverage(tmp_path, gate(counted()))
    assert not list(tmp_path.iterdir())
    (tmp_path / "one-result.json").write_text("{}", encoding="utf-8")
    for missing in (NAMES, ()):
        write_coverage(tmp_path, gate(counted(missing)))
    assert len(list(tmp_path.glob("*-result.json"))) == 2
    assert "20 of 20" in (tmp_path / "coverage-attachment.html").read_text(encoding="utf-8")


def test_without_titles_the_names_stand_for_them() -> None:
    bare = replace(counted(), title="")
    assert "| responses | 18 of 20 " in render(gate(bare))
    assert "responses" in coverage_page({"responses": bare})
