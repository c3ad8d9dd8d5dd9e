"""What the command says and how it ends, seen from outside."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gate.running import SMALL_TALK, Run, gate, harness
from voipbin_harness.plugin.running import lacking

#: The scenarios with one seed: played once, and compared with other ways to play them.
SEEDED = ("--only", "features", "--seed", "7")
#: What cannot be met whatever else is asked for.
WRONG = [
    (["--target", "nobody"], "the name of a profile"),
    (["--edition", "tomorrow"], "current, tutorial"),
    (["--fault", "no-such-fault"], "no-such-fault"),
    (["--without", "no-such-check"], "no-such-check"),
    (["--known", "nowhere.toml"], "nowhere.toml"),
]


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
        *WRONG,
        (["--shard", "3/2"], "I/N"),
        (["--features", "/nowhere"], "/nowhere"),
        (["--workers", "0"], "at least 1"),
        (["--require", "telepathy"], "telepathy"),
        (["--coverage", "colours=50"], "no such dimension; there are all, operations"),
        (["--profile", "lazy"], "lazy"),
        (["--nonsense"], "--nonsense"),
        (["--target", "mock:http://127.0.0.1:1", "--workers", "2"], "use --workers 1, or --shard"),
        (["--target", "mock:http://127.0.0.1:1", "--", "-n", "2"], "use --workers 1, or --shard"),
        *(([*wrong, "--plan"], says) for wrong, says in WRONG),
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
    assert again.stdout.splitlines()[-1] == "gate: 0 passed, 1 failed", again.stdout + again.stderr
    assert {f["id"] for f in closed.gate["findings"]} & {*re.findall(r"finding ([0-9a-f]{12})", again.stdout)}


def test_the_words_after_two_dashes_are_no_tests_unless_they_name_one(features: Path, tmp_path: Path) -> None:
    given = ["--only", "features", "--features", str(features), "--", "--deselect", "features/test_features.py::test_x"]
    run = gate(tmp_path / "r", *given)
    assert (run.status, run.gate["counts"]["passed"]) == (0, 1), run.out + run.err


def test_a_plan_has_no_use_for_workers(features: Path) -> None:
    done = harness("run", "--plan", "--workers", "2", "--only", "features", "--features", str(features))
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "plan for mock: 1 of 1 tests can run; nothing is dialled now",
    )


def test_who_reads_the_reports_sees_that_it_was_not_the_whole_gate(features: Path, tmp_path: Path) -> None:
    options = ["--only", "features", "--features", str(features), "--fault", "more-headers", "--without", "flow"]
    run = gate(tmp_path / "r", *options, "--", "-k", "small_talk")
    less = "--only features --fault more-headers --without flow -- -k small_talk"
    assert f"verdict: open (exit status 0), not of the whole gate: {less}" in run.out
    page = (tmp_path / "r" / "gate.md").read_text(encoding="utf-8")
    assert "but this was not the whole gate" in page
    assert f"--seed 0 --features {features} {less}\n" in page


def test_the_whole_gate_says_nothing_of_the_kind(features: Path, tmp_path: Path) -> None:
    run = gate(tmp_path / "r", "--features", str(features), "--require", "hears")
    assert "not of the whole gate" not in run.out
    assert "not the whole gate" not in (tmp_path / "r" / "gate.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("tags", [("still_time", "callee", "dials"), ("dials", "callee", "still_time")])
def test_of_several_capabilities_that_are_lacking_always_the_same_is_named(
    tags: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    for tag in tags:
        request.node.add_marker(tag)
    assert lacking(request.node, frozenset()) == "callee"
    assert lacking(request.node, frozenset({"callee"})) == "still_time"
    assert lacking(request.node, frozenset({"callee", "still_time"})) == ""
