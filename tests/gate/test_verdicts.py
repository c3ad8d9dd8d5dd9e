"""What the command says and how it ends, seen from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gate.running import SMALL_TALK, Run, gate, harness

#: The scenarios with one seed: played once, and compared with other ways to play them.
SEEDED = ("--only", "features", "--seed", "7")


@pytest.fixture
def features(tmp_path: Path) -> Path:
    folder = tmp_path / "features"
    folder.mkdir()
    (folder / "small_talk.feature").write_text(SMALL_TALK, encoding="utf-8")
    return folder


@pytest.fixture
def mock_server() -> Iterator[str]:
    command = [sys.executable, "-m", "voipbin_harness", "mock"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        word, url = server.stdout.readline().split()
        assert word == "ready"
        yield url
        server.terminate()
        assert server.wait(timeout=10) in (0, -signal.SIGTERM)


def settled(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "run"}


def test_an_open_gate_ends_with_0_and_leaves_every_report(features: Path, tmp_path: Path) -> None:
    run = gate(tmp_path / "r", "--only", "features", "--features", str(features), "--build", "release-7")
    assert run.status == 0, run.out + run.err
    assert run.gate["verdict"] == "open"
    assert run.gate["counts"]["passed"] == 1
    assert run.gate["run"]["build"] == "release-7"
    assert {"gate.json", "gate.md", "junit.xml", "allure-results"} <= {p.name for p in (tmp_path / "r").iterdir()}
    assert run.out.splitlines()[-1] == "gate: 1 passed, 0 failed"


def test_a_failed_expectation_closes_the_gate_with_1(features: Path, tmp_path: Path) -> None:
    (features / "small_talk.feature").write_text(SMALL_TALK.replace('"normal"', '"busy"'), encoding="utf-8")
    run = gate(tmp_path / "r", "--only", "features", "--features", str(features))
    assert (run.status, run.gate["verdict"]) == (1, "closed")
    (found,) = run.gate["findings"]
    assert (found["kind"], found["operation"]) == ("lifecycle", "GET /calls/{id}")
    assert found["scenario"] == "Small talk: one call"
    assert "Traceback" not in run.out + run.err


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return gate(tmp_path_factory.mktemp("embedded"), *SEEDED)


@pytest.mark.xdist_group("embedded")
def test_two_runs_with_one_seed_differ_in_run_alone_whatever_the_workers(embedded: Run, tmp_path: Path) -> None:
    again = gate(tmp_path, *SEEDED, "--workers", "2")
    assert (embedded.status, again.status) == (0, 0), embedded.out + again.out + again.err
    assert settled(embedded.gate) == settled(again.gate)


@pytest.mark.xdist_group("embedded")
def test_a_mock_server_gives_the_verdict_of_the_embedded_mock(embedded: Run, mock_server: str, tmp_path: Path) -> None:
    served = gate(tmp_path, *SEEDED, "--target", f"mock:{mock_server}")
    assert (embedded.status, served.status) == (0, 0), served.out + served.err
    assert {**settled(embedded.gate), "target": ""} == {**settled(served.gate), "target": ""}


def test_nobody_at_the_target_is_unproven_with_3(tmp_path: Path) -> None:
    run = gate(tmp_path / "r", "--only", "features", "--target", "mock:http://127.0.0.1:9")
    assert (run.status, run.gate["verdict"]) == (3, "unproven"), run.out + run.err
    assert any("unreachable" in item["why"] for item in run.gate["unproven"])
    assert run.gate["counts"]["passed"] == 0


def test_no_test_is_unproven_with_3(features: Path, tmp_path: Path) -> None:
    run = gate(tmp_path / "r", "--only", "features", "--features", str(features), "--", "-k", "nothing_has_this_name")
    assert (run.status, run.gate["verdict"]) == (3, "unproven")


def test_k_finds_a_scenario_by_its_feature(features: Path, tmp_path: Path) -> None:
    run = gate(tmp_path / "r", "--only", "features", "--features", str(features), "--", "-k", "small_talk")
    assert (run.status, run.gate["counts"]["passed"]) == (0, 1), run.out + run.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--target", "nonsense"], "nonsense"),
        (["--target", "mock:ftp://x"], "mock:http://HOST:PORT"),
        (["--edition", "tomorrow"], "current, tutorial"),
        (["--fault", "no-such-fault"], "no-such-fault"),
        (["--without", "no-such-check"], "no-such-check"),
        (["--shard", "3/2"], "I/N"),
        (["--features", "/nowhere"], "/nowhere"),
        (["--workers", "0"], "at least 1"),
        (["--require", "telepathy"], "telepathy"),
        (["--coverage", "colours=50"], "no such dimension; there are all, operations"),
        (["--profile", "lazy"], "lazy"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_a_mistake_of_the_user_is_one_message_and_2(args: list[str], says: str, tmp_path: Path) -> None:
    done = harness("run", "--reports", str(tmp_path / "r"), *args)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_a_broken_feature_is_found_before_anything_runs(features: Path, tmp_path: Path) -> None:
    text = SMALL_TALK.replace("a callee who answers", "a calee who answers")
    (features / "small_talk.feature").write_text(text, encoding="utf-8")
    done = harness("run", "--reports", str(tmp_path / "r"), "--features", str(features))
    assert done.returncode == 2
    assert "small_talk.feature:6" in done.stderr
    assert "no step for" in done.stderr


def test_a_replay_line_plays_its_test_alone(tmp_path: Path) -> None:
    closed = gate(tmp_path / "r", "--only", "features", "--fault", "branch-wrong-target", "--", "-k", "presses")
    line = next(f["replay"] for f in closed.gate["findings"] if f["replay"].startswith("voipbin-harness"))
    again = subprocess.run(
        ["bash", "-c", f"{line} --no-html"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )
    assert again.stdout.splitlines()[-1] == "gate: 1 passed, 0 failed", again.stdout + again.stderr
