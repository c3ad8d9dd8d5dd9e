"""Thresholds: what they ask for, when they close the gate, and how the reports say so."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from voipbin_harness.coverage.dimensions import TITLES, Counted
from voipbin_harness.coverage.thresholds import COVERAGE, read_thresholds, strictest
from voipbin_harness.coverage.universe import universe
from voipbin_harness.known import KnownFinding, Settled, settle
from voipbin_harness.merging import merge
from voipbin_harness.recordfile import RecordFile
from voipbin_harness.reporting import junit, markdown, terminal
from voipbin_harness.reporting.files import gate_schema
from voipbin_harness.reporting.publishing import clean, publish
from voipbin_harness.results import Record, UnprovenItem
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import HarnessError

INFO = RunInfo("mock", "tutorial", "quick", 0, started="2026-01-02T03:04:05+00:00")
TODAY = date(2027, 1, 31)
EDGES = sorted(universe("tutorial").whole["gotos"])


def record(test: str, *gotos: str, **members: object) -> Record:
    named = {name: fact for fact, name in universe("tutorial").called.items()}
    return Record(test, test, facts={("gotos", named[name]) for name in gotos}, **members)  # type: ignore[arg-type]


def asked(
    *texts: str, records: list[Record] | None = None, known: tuple[KnownFinding, ...] = (), **how: bool
) -> Settled:
    info = replace(INFO, thresholds=read_thresholds(texts))
    result = settle(records or [record("a", EDGES[0])], info, known, TODAY, **how)
    jsonschema.validate(result.gate.document(), gate_schema())
    return result


def test_a_threshold_is_read_by_dimension_and_all_stands_for_the_rest() -> None:
    assert read_thresholds([]) == ()
    assert read_thresholds(["gotos=50", "operations=99.5"]) == (("operations", 99.5), ("gotos", 50))
    every = dict(read_thresholds(["gotos=50", "all=100"]))
    assert every == {**dict.fromkeys(TITLES, 100), "gotos": 50}


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["gotos"], "write DIMENSION=PERCENT, such as operations=100"),
        (["colours=50"], "no such dimension; there are all, operations, responses"),
        (["gotos="], "nothing is no percentage from 0 to 100"),
        (["gotos=many"], "many is no percentage"),
        (["gotos=101"], "101 is no percentage"),
        (["gotos=-1"], "-1 is no percentage"),
        (["gotos=nan"], "nan is no percentage"),
        (["gotos=50", "gotos=60"], "gotos has a threshold already"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(texts: list[str], says: str) -> None:
    with pytest.raises(HarnessError, match=f"^--coverage {texts[-1]}: .*{says}") as told:
        read_thresholds(texts)
    assert "\n" not in str(told.value)


def test_the_command_asks_again_in_few_words() -> None:
    def asks(*texts: str) -> str:
        return replace(INFO, thresholds=read_thresholds(texts)).command.partition("--seed 0")[2]

    assert (asks(), asks("gotos=50"), asks("all=99.5")) == ("", " --coverage gotos=50", " --coverage all=99.5")
    assert asks("all=100", "gotos=50") == " --coverage all=100 --coverage gotos=50"


def test_of_several_thresholds_the_strictest_holds() -> None:
    one, two = read_thresholds(["gotos=50", "digits=90"]), read_thresholds(["gotos=60"])
    assert strictest([one, two]) == strictest([two, one]) == (("gotos", 60), ("digits", 90))


@pytest.mark.parametrize(("least", "status"), [(0, 0), (50, 0), (50.01, 1), (100, 1)])
def test_less_than_the_threshold_closes_the_gate_and_as_much_does_not(least: float, status: int) -> None:
    gate = asked(f"gotos={least}").gate
    assert (gate.exit_status, gate.verdict) == (status, "closed" if status else "open")
    assert gate.counts["failed"] == status
    assert gate.document()["coverage"]["gotos"]["least"] == least
    assert "least" not in gate.document()["coverage"]["branches"]


def test_all_of_it_reaches_every_threshold() -> None:
    assert asked("gotos=100", records=[record("a", EDGES[0]), record("b", EDGES[1])]).gate.exit_status == 0


def test_without_a_threshold_nothing_is_judged() -> None:
    gate = asked().gate
    assert (gate.exit_status, gate.counts["passed"], gate.findings) == (0, 1, ())
    assert not any("least" in counted for counted in gate.document()["coverage"].values())


def test_the_finding_says_what_was_asked_seen_and_missed() -> None:
    (found,) = asked("gotos=100").gate.findings
    assert (found.kind, found.severity, found.operation, found.where) == ("scenario", "fail", "", "coverage.gotos")
    assert found.expected == "at least 100 % of goto edges of the named flows"
    assert found.observed == f"1 of 2 (50 %), missing {EDGES[1]}"
    assert found.replay.endswith("--seed 0 --coverage gotos=100")


def test_the_finding_stays_the_same_while_the_share_changes_and_can_be_known() -> None:
    (half,), (nothing,) = (asked("gotos=100", records=r).gate.findings for r in (None, [record("a")]))
    assert half.id == nothing.id
    assert asked("digits=100", records=[record("a")]).gate.findings[0].id != half.id
    gate = asked("gotos=100", known=(KnownFinding(half.id, "ticket 7", "voice team", TODAY),)).gate
    assert (gate.exit_status, gate.findings[0].severity) == (0, "warn")


def test_a_part_of_a_suite_is_not_held_to_the_thresholds_of_the_whole() -> None:
    gate = asked("gotos=100", whole=False).gate
    assert (gate.exit_status, gate.counts["passed"]) == (0, 1)
    assert "least" not in gate.document()["coverage"]["gotos"]


@pytest.mark.parametrize(
    ("spoiled", "status"),
    [
        (Record("x", "x", "error", "a feature cannot be read"), 2),
        (Record("x", "x", "unproven", unproven=[UnprovenItem("all", "unreachable", "target", declared=False)]), 3),
    ],
)
def test_a_run_that_could_show_nothing_keeps_its_own_status(spoiled: Record, status: int) -> None:
    assert asked("gotos=100", records=[record("a"), spoiled]).gate.exit_status == status


def test_the_order_of_records_changes_nothing() -> None:
    records = [record(str(number), EDGES[0]) for number in range(6)]
    documents = []
    for seed in range(3):
        random.Random(seed).shuffle(records)
        documents.append(asked("all=100", records=records).gate.document())
    assert documents[0] == documents[1] == documents[2]


def shard(folder: Path, part: str, *records: Record, info: RunInfo) -> Path:
    """Leave reports as a shard does."""
    clean(folder)
    file = RecordFile(folder)
    file.begin(info, part)
    for each in records:
        file.add(each)
    file.end(0, (), complete=True)
    settled = settle(records, info, (), TODAY, whole=False)
    assert settled.gate.exit_status == 0
    publish(folder, settled.gate, settled.records, html=False, reproduce="")
    return folder


@pytest.mark.parametrize(("given", "merged_with", "status"), [("100", "", 0), ("100", "0", 0), ("0", "100", 0)])
def test_merged_shards_are_held_to_the_thresholds_as_one_run_is(
    given: str, merged_with: str, status: int, tmp_path: Path
) -> None:
    info = replace(INFO, thresholds=read_thresholds([f"gotos={given}"]))
    parts = [record("a", EDGES[0]), record("b", EDGES[1])]
    folders = [shard(tmp_path / str(n), f"{n}/2", part, info=info) for n, part in enumerate(parts, 1)]
    thresholds = read_thresholds([f"gotos={merged_with}"] if merged_with else [])
    said: list[str] = []
    found = merge(folders, tmp_path / "m", said.append, today=TODAY, thresholds=thresholds, html=False)
    assert found == status
    assert found == settle(parts, replace(info, thresholds=thresholds or info.thresholds), (), TODAY).gate.exit_status


@pytest.mark.parametrize(("given", "merged_with", "status"), [("100", "", 1), ("100", "50", 0), ("0", "100", 1)])
def test_a_loss_in_all_shards_closes_the_merged_gate(given: str, merged_with: str, status: int, tmp_path: Path) -> None:
    info = replace(INFO, thresholds=read_thresholds([f"gotos={given}"]))
    parts = [record("a", EDGES[0]), record("b", EDGES[0])]
    folders = [shard(tmp_path / str(n), f"{n}/2", part, info=info) for n, part in enumerate(parts, 1)]
    thresholds = read_thresholds([f"gotos={merged_with}"] if merged_with else [])
    said: list[str] = []
    assert merge(folders, tmp_path / "m", said.append, today=TODAY, thresholds=thresholds, html=False) == status


def test_every_report_says_why_the_gate_is_closed(tmp_path: Path) -> None:
    settled = asked("gotos=100")
    (found,) = settled.gate.findings
    page = markdown.render(settled.gate)
    assert "❌ 100 %" in page
    assert "Goto edges of the named flows | 1 of 2 | 50 % | 1 | ❌ 100 %" in page
    assert found.id in page
    said = terminal.closing(settled.gate, tmp_path)
    assert f"FAIL scenario: coverage.gotos: expected {found.expected}, observed {found.observed}" in said
    xml = junit.render(settled.records, settled.gate).decode()
    assert f'name="{settled.records[-1].title}"' in xml
    assert found.observed in xml
    assert settled.records[-1].test == COVERAGE


def test_the_line_on_the_terminal_names_only_what_is_not_whole() -> None:
    whole, part = Counted(3, 3, title="Operations"), Counted(1, 2, ("x",), title="Gotos")
    gate = replace(asked().gate, coverage={"operations": whole, "gotos": part, "digits": whole})
    said = terminal.closing(gate, Path())
    assert "coverage: operations 3 of 3, gotos 1 of 2, 1 other dimensions whole; 0 exchanges, 0 calls" in said
