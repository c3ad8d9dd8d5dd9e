"""gate.json, gate.md, junit.xml and the terminal, with texts that mean to break them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from markdown_it import MarkdownIt

from voipbin_harness.coverage.dimensions import Counted
from voipbin_harness.gate import Gate, decide
from voipbin_harness.reporting import junit, markdown, terminal
from voipbin_harness.reporting.files import gate_schema, write
from voipbin_harness.reporting.progress import Progress, group_of
from voipbin_harness.reporting.terminal import Style
from voipbin_harness.results import Finding, Record, UnprovenItem
from voipbin_harness.run_info import RunInfo

COVERAGE = {"operations": Counted(1, 2, ("GET /calls/{id}",)), "members": Counted(1, 3, ("x|y", "<b>"))}
HOSTILE = [
    "a | b || c",
    "line\nbreak\r\n\n# not a heading\n| x | y |",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x00\x08\x7f\x9b",
    "`code` ``more`` ```fence\n```",
    "*bold* _it_ ~~gone~~ [link](http://evil.example) ![image](x) <http://evil.example>",
    "https://evil.example www.evil.example @someone #123",
    "$x^2$ \\| \\",
    "\u202eright to left\u202c zero\u200bwidth \ufeff",
    "\ud800 lone surrogate \uffff",
    "</details></table>--> &lt;b&gt; &#124;",
    "long " * 200,
    "",
    "1. item",
    "_under_ __init__ a_b_c = _x",
    "+ plus",
    "- item\n1. item\n> quote\n---",
]


def finding(text: str, **members: str) -> Finding:
    given = {
        "id": "0123456789ab",
        "kind": "lifecycle",
        "severity": "fail",
        "operation": "GET /calls/{id}",
        "witness": "api",
        "where": text,
        "expected": text,
        "observed": text,
        "scenario": text,
        "replay": f"curl '{text}'",
    }
    return Finding(**{**given, **members})


def records_with(text: str) -> list[Record]:
    return [
        Record("features/test_features.py::test_a", text or "a title", "failed", findings=[finding(text)], error=text),
        Record("tests/b.py::test_b", "b", "unproven", unproven=[UnprovenItem(text, text, "sip")]),
        Record("tests/c.py::test_c", "c", facts={("responses", "GET /calls 200"), ("members", text)}, duration_ms=1500),
        Record("tests/d.py::test_d", "d", "error", error=text),
    ]


def gate_of(records: list[Record], info: RunInfo) -> Gate:
    return decide(records, info, COVERAGE)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest, info: RunInfo) -> tuple[Gate, list[Record], str]:
    records = records_with(request.param)
    return gate_of(records, replace(info, build=request.param)), records, request.param


def cells(page: str) -> list[int]:
    """The number of cells of each table row, as a Markdown reader sees them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
    counts, inside = [], 0
    for token in tokens:
        inside = 0 if token.type == "tr_open" else inside + (token.type in ("td_open", "th_open"))
        if token.type == "tr_close":
            counts.append(inside)
    return counts


def test_no_text_breaks_the_markdown(hostile, info: RunInfo) -> None:
    gate, _, _ = hostile
    page = markdown.render(gate, allure="a | <b>reason</b>")
    tame = markdown.render(gate_of(records_with("tame"), replace(info, build="tame")), allure="reason")
    assert cells(page) == cells(tame)
    assert re.findall(r"^## .*", page, re.MULTILINE) == re.findall(r"^## .*", tame, re.MULTILINE)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(page)
    tags = set(re.findall(r"<(/?[a-z0-9]+)", html))
    assert tags <= set(
        re.findall(r"<(/?[a-z0-9]+)", MarkdownIt("commonmark", {"html": True}).enable("table").render(tame))
    )
    assert html.count("<details>") == html.count("</details>") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]", page)
    page.encode("utf-8")


def test_the_text_itself_can_still_be_read(info: RunInfo) -> None:
    page = markdown.render(gate_of(records_with("a | b <c> *d*"), info))
    html = MarkdownIt("commonmark").enable("table").render(page)
    assert "a | b &lt;c&gt; *d*" in html


@pytest.mark.parametrize("text", ["$.hangup_reason", "a feature: the callee presses 1", "one-two (three) {id}! #"])
def test_plain_words_stay_plain(info: RunInfo, text: str) -> None:
    assert text.replace("$", "\\$") in markdown.render(gate_of(records_with(text), info))


def test_no_text_breaks_the_xml(hostile) -> None:
    gate, records, _ = hostile
    suite = ET.fromstring(junit.render(records, gate))[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    assert [child.tag for case in suite for child in case] == ["failure", "skipped", "error"]


def test_a_junit_case_names_the_kind_and_the_way_to_replay(info: RunInfo) -> None:
    records = records_with("x")
    suite = ET.fromstring(junit.render(records, gate_of(records, info)))[0]
    failure = suite[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "lifecycle"
    assert "0123456789ab lifecycle: GET /calls/{id} at x" in (failure.text or "")
    assert "curl 'x'" in (failure.text or "")
    assert suite[2].get("time") == "1.500"
    assert (suite[1].find("skipped") or ET.Element("x")) is not None


def test_every_document_obeys_the_schema(hostile, tmp_path: Path) -> None:
    gate, records, _ = hostile
    write(tmp_path, gate, records)
    document = json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))
    schema = gate_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert {file.name for file in tmp_path.iterdir()} == {"gate.json", "gate.md", "junit.xml"}


@pytest.mark.parametrize(
    "broken",
    [
        {"verdict": "fine"},
        {"more": 1},
        {"version": 2},
        {"coverage": {}},
        {"findings": [{}]},
        {"unproven": [{"what": "a"}]},
        {"counts": {"passed": -1}},
    ],
)
def test_the_schema_refuses(info: RunInfo, broken: dict) -> None:
    document = {**gate_of([], info).document(), **broken}
    assert list(jsonschema.Draft202012Validator(gate_schema()).iter_errors(document))


def test_the_first_line_of_the_page_is_the_verdict(info: RunInfo) -> None:
    closed = markdown.render(gate_of(records_with("x"), info)).splitlines()[0]
    opened = markdown.render(decide([Record("a", "a")], info, {})).splitlines()[0]
    unproven = markdown.render(decide([], info, {})).splitlines()[0]
    assert closed.startswith("# ❌ Gate closed — api 2.4.1: 1 finding in 1 failed test")
    assert opened.startswith("# ✅ Gate open — api 2.4.1")
    assert unproven.startswith("# ⚠️ Gate unproven — api 2.4.1")


def test_the_page_says_why_there_is_no_report(info: RunInfo) -> None:
    gate = gate_of([], info)
    assert "allure-report/index.html" in markdown.render(gate)
    assert "none: no registry" in markdown.render(gate, allure="no registry")
    assert "make gate" in markdown.render(gate, reproduce="make gate")


def test_the_last_line_is_the_count(info: RunInfo) -> None:
    lines = terminal.closing(gate_of(records_with("x"), info), Path("reports")).splitlines()
    assert lines[-1] == "gate: 1 passed, 1 failed, 2 skipped"
    assert lines[-2] == "verdict: closed (exit status 1)"
    assert terminal.last_line(decide([Record("a", "a")], info, COVERAGE)) == "gate: 1 passed, 0 failed"


def test_a_finding_takes_three_lines(info: RunInfo) -> None:
    lines = terminal.closing(
        decide([Record("t", "T", findings=[finding("x")])], info, COVERAGE), Path("reports")
    ).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("FAIL"))
    assert lines[first] == "FAIL lifecycle: GET /calls/{id} at x: expected x, observed x"
    assert lines[first + 1] == "     look: x (finding 0123456789ab, witness api)"
    assert lines[first + 2] == "     replay: curl 'x'"


def test_a_replay_too_long_for_a_terminal_is_referred_to(info: RunInfo) -> None:
    record = Record("t", "T", findings=[finding("x", replay="curl " + "x" * 1000)])
    lines = terminal.closing(decide([record], info, COVERAGE), Path("reports")).splitlines()
    assert "     replay: see 0123456789ab in reports/gate.md" in lines


def test_no_report_is_named_where_none_was_written(info: RunInfo) -> None:
    def said(*found: Finding) -> list[str]:
        gate = decide([Record("t", "T", findings=list(found))], info, COVERAGE)
        return terminal.closing(gate, None, allure="not asked for").splitlines()

    many = said(*(replace(finding("x", replay="curl " + "x" * 1000), id=f"{number:012}") for number in range(40)))
    assert "     replay: too long for a line; --reports DIR writes it" in many
    assert "... and 10 more findings; --reports DIR writes them all" in many
    assert "     replay: curl 'x'" in said(finding("x"))
    assert not [line for line in many if "gate.md" in line or "gate.json" in line or line.startswith("report:")]


def test_the_terminal_gets_one_line_each_in_its_own_characters(hostile) -> None:
    gate, _, _ = hostile
    for style in (Style(), Style(unicode=True), Style(colours=True)):
        for line in terminal.closing(gate, Path("reports"), style=style).splitlines():
            assert "\n" not in line
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]", re.sub(r"\x1b\[\d+m", "", line) if style.colours else line)
            if not style.unicode:
                line.encode("ascii")


@pytest.mark.parametrize(
    ("encoding", "tty", "no_color", "expected"),
    [
        ("utf-8", True, False, Style(colours=True, unicode=True)),
        ("UTF8", False, False, Style(unicode=True)),
        ("ascii", True, True, Style()),
        (None, False, False, Style()),
        ("cp1252", False, False, Style()),
    ],
)
def test_style(encoding: str | None, tty: bool, no_color: bool, expected: Style) -> None:
    assert Style.of(encoding=encoding, tty=tty, no_color=no_color) == expected


def test_the_opening_names_what_is_gated(info: RunInfo) -> None:
    assert terminal.opening(info) == "gating mock (api 2.4.1): edition tutorial, profile quick, seed 0"


def scenario(feature: str, n: int, outcome: str = "passed") -> Record:
    return Record(f"features/test_features.py::test_{feature}_{n}", f"{feature}: s{n}", outcome, duration_ms=100)


def test_a_group_is_told_when_the_run_has_left_it_and_all_at_the_end() -> None:
    progress = Progress()
    records = [scenario("one", n) for n in range(3)] + [scenario("two", n, "unproven") for n in range(30)]
    progress.expect([record.test for record in records])
    told = [" ".join(line.split()) for record in records for line in progress.take(record).splitlines()]
    assert told == ["[ 84%] one 3 passed 0.3 s", "[100%] two 30 unproven 3.0 s"]


def test_a_failure_is_told_at_once() -> None:
    progress = Progress(Style(colours=True))
    progress.expect(["a", "b"])
    assert "FAIL one: s0 (failed)" in progress.take(scenario("one", 0, "failed"))
    assert progress.take(scenario("one", 1)).startswith("\x1b[31m[100%] one ")


def test_other_tests_are_counted_by_file() -> None:
    assert group_of(Record("contracts/test_call_shapes.py::test_x[GET /calls]", "test_x[a: b]")) == "call shapes"
