"""One verdict from several shards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from voipbin_harness.known import KnownFinding, settle
from voipbin_harness.merging import merge
from voipbin_harness.recordfile import RecordFile
from voipbin_harness.reporting.publishing import clean, publish
from voipbin_harness.results import Finding, Record, UnprovenItem
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import HarnessError

INFO = RunInfo("mock", "tutorial", "quick", 3, "release-7", "0123abc", "2026-01-01T10:00:00+00:00", 1000)
BAD = Finding("0" * 12, "echo", "fail", "GET /flows/{id}", "api", "$.name", "'a'", "'b'", None, "curl")
TODAY = date(2026, 1, 1)

Shard = Callable[..., Path]


def passed(name: str) -> Record:
    return Record(f"tests::{name}", name, exchanges=2, calls=1, facts={("operation", f"GET /{name} 200")})


def failed(name: str) -> Record:
    return Record(f"tests::{name}", name, "failed", "it failed", [BAD], named=True)


def write(reports: Path, records: list[Record], info: RunInfo = INFO, shard: str = "", **end: Any) -> Path:
    """Leave reports as a run does."""
    clean(reports)
    file = RecordFile(reports)
    file.begin(info, shard)
    for record in records:
        file.add(record)
    told = {"errors": (), "complete": True, **end}
    file.end(info.duration_ms, told["errors"], complete=told["complete"])
    result = settle(records, info, (), TODAY, errors=told["errors"])
    publish(reports, result.gate, result.records, html=False, reproduce=info.command)
    return reports


@pytest.fixture
def shard(tmp_path: Path) -> Shard:
    def make(part: str, *records: Record, info: RunInfo = INFO, **end: Any) -> Path:
        return write(tmp_path / f"shard-{part.replace('/', '-of-')}", list(records), info, part, **end)

    return make


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "merged"


def merged(out: Path, *directories: Path, **options: Any) -> int:
    return merge(directories, out, lambda _: None, html=False, today=TODAY, **options)


def document(reports: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((reports / "gate.json").read_text(encoding="utf-8"))
    return found


def test_the_shards_of_a_suite_amount_to_the_suite(shard: Shard, out: Path, tmp_path: Path) -> None:
    records = [passed("a"), failed("b"), passed("c"), failed("d")]
    whole = write(tmp_path / "whole", records)
    assert merged(out, shard("1/2", *records[::2]), shard("2/2", *records[1::2])) == 1
    assert {**document(out), "run": 0} == {**document(whole), "run": 0}
    assert (out / "junit.xml").read_bytes().count(b"<testcase") == 4
    assert "closed" in (out / "gate.md").read_text(encoding="utf-8")


def test_the_run_lasts_from_the_first_start_to_the_last_end(shard: Shard, out: Path) -> None:
    later = replace(INFO, started="2026-01-01T10:00:05+00:00", duration_ms=2000)
    assert merged(out, shard("1/2", passed("a"), info=later), shard("2/2", passed("b"))) == 0
    assert document(out)["run"]["started"] == INFO.started
    assert document(out)["run"]["duration_ms"] == 7000


def test_allure_results_come_together(shard: Shard, out: Path) -> None:
    shards = [shard("1/2", passed("a")), shard("2/2", passed("b"))]
    for directory in shards:
        (directory / "allure-results" / f"{directory.name}-result.json").write_text("{}", encoding="utf-8")
    merged(out, *shards)
    results = {path.name for path in (out / "allure-results").glob("*-result.json")}
    assert results == {"coverage-result.json", *(f"{directory.name}-result.json" for directory in shards)}


def test_merged_reports_can_be_merged_again(shard: Shard, out: Path, tmp_path: Path) -> None:
    one, two = shard("1/2", passed("a")), shard("2/2", failed("b"))
    merged(out, one, two)
    assert merged(tmp_path / "again", out) == 1
    assert document(tmp_path / "again") == document(out)


def test_a_shard_that_is_not_there_leaves_the_verdict_unproven(shard: Shard, out: Path) -> None:
    assert merged(out, shard("1/3", passed("a")), shard("3/3", passed("c"))) == 3
    assert [item["what"] for item in document(out)["unproven"]] == ["shard 2/3"]


def test_a_shard_that_was_interrupted_leaves_the_verdict_unproven(shard: Shard, out: Path) -> None:
    assert merged(out, shard("1/2", passed("a")), shard("2/2", passed("b"), complete=False)) == 3
    assert [item["what"] for item in document(out)["unproven"]] == ["shard 2/2"]


def test_a_shard_without_a_test_is_no_gap(shard: Shard, out: Path) -> None:
    assert merged(out, shard("1/2", passed("a")), shard("2/2")) == 0


def test_a_fault_of_the_harness_in_one_shard_is_one_of_all(shard: Shard, out: Path) -> None:
    assert merged(out, shard("1/2", passed("a")), shard("2/2", errors=("x cannot be collected",))) == 2


def test_what_one_shard_could_not_show_stays_unproven(shard: Shard, out: Path) -> None:
    item = UnprovenItem("tones", "no wire", "sip")
    doubtful = Record("tests::b", "b", "unproven", unproven=[item])
    assert merged(out, shard("1/2", passed("a")), shard("2/2", doubtful)) == 0
    required = replace(INFO, required=frozenset({"sip"}))
    again = shard("2/2", doubtful, info=required)
    assert merged(out, shard("1/2", passed("a"), info=required), again) == 3


def test_a_known_finding_is_known_in_all_shards(shard: Shard, out: Path) -> None:
    known = [KnownFinding(BAD.id, "ticket 7", "voice team", TODAY)]
    shards = [shard("1/2", passed("a")), shard("2/2", failed("b"))]
    assert merged(out, *shards, known=known) == 0
    assert merged(out, *shards) == 1


def test_mock_servers_of_their_own_are_one_target(shard: Shard, out: Path) -> None:
    infos = [replace(INFO, target=f"mock:http://127.0.0.1:{port}") for port in (4001, 4002)]
    assert merged(out, shard("1/2", passed("a"), info=infos[0]), shard("2/2", passed("b"), info=infos[1])) == 0


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("target", "https://api.example"),
        ("edition", "current"),
        ("profile", "full"),
        ("seed", 4),
        ("build", "other"),
        ("features", "others"),
        ("options", (("without", "flow"),)),
        ("selected", ("-k", "branch")),
    ],
)
def test_reports_of_different_runs_are_refused(member: str, value: Any, shard: Shard, out: Path) -> None:
    other: Any = {member: value}
    with pytest.raises(HarnessError, match=f"do not belong together: {member}"):
        merged(out, shard("1/2", passed("a")), shard("2/2", passed("b"), info=replace(INFO, **other)))
    assert not out.exists()


def test_the_same_shard_twice_is_refused(shard: Shard, out: Path, tmp_path: Path) -> None:
    one = shard("1/2", passed("a"))
    with pytest.raises(HarnessError, match="both shard 1/2"):
        merged(out, one, write(tmp_path / "copy", [passed("b")], shard="1/2"))
    with pytest.raises(HarnessError, match=r"both ran tests::a"):
        merged(out, one, write(tmp_path / "copy", [passed("a")], shard="2/2"))
    with pytest.raises(HarnessError, match="different splits"):
        merged(out, one, write(tmp_path / "copy", [passed("b")], shard="2/3"))
    with pytest.raises(HarnessError, match="named twice"):
        merged(out, one, one)
    with pytest.raises(HarnessError, match="lies there"):
        merged(one, one)


def _remove_gate(folder: Path) -> None:
    (folder / "gate.json").unlink()


def _remove_records(folder: Path) -> None:
    (folder / "records.jsonl").unlink()


def _cut_records(folder: Path) -> None:
    path = folder / "records.jsonl"
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")


def _cut_the_end(folder: Path) -> None:
    path = folder / "records.jsonl"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")


def _empty_records(folder: Path) -> None:
    (folder / "records.jsonl").write_text("", encoding="utf-8")


def _spoil_gate(folder: Path) -> None:
    (folder / "gate.json").write_text("{}", encoding="utf-8")


def _swap_gate(folder: Path) -> None:
    path = folder / "gate.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"seed": 3', '"seed": 4'), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_remove_gate, "gate.json: cannot be read"),
        (_remove_records, "records.jsonl: cannot be read"),
        (_cut_records, "records.jsonl: damaged"),
        (_cut_the_end, "broken off before its end"),
        (_empty_records, "records.jsonl: damaged"),
        (_spoil_gate, "gate.json: damaged"),
        (_swap_gate, r"of different runs \(seed\)"),
    ],
)
def test_damaged_reports_are_refused(spoil: Callable[[Path], None], told: str, shard: Shard, out: Path) -> None:
    one, two = shard("1/2", passed("a")), shard("2/2", passed("b"))
    spoil(two)
    with pytest.raises(HarnessError, match=told):
        merged(out, one, two)


def test_a_folder_that_is_not_there_is_told(out: Path, tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match="no such directory"):
        merged(out, tmp_path / "none")
