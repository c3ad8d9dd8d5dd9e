"""Shards that are really run, and merged by the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.gate.running import gate, harness
from tests.merging.test_merging import document

FEATURE = "@callee @dials\nFeature: Talk\n" + "".join(
    f"\n  @normal\n  Scenario: call {number}\n    Given a callee who answers after 2 seconds\n"
    '    When I call the callee with this flow:\n      """\n      [{"type": "hangup"}]\n      """\n'
    f'    Then the call ends locally with reason "{reason}"\n'
    for number, reason in enumerate(("normal", "busy", "normal", "normal"))
)


def test_a_sharded_run_merged_equals_the_unsharded_run(tmp_path: Path) -> None:
    folder = tmp_path / "features"
    folder.mkdir()
    (folder / "talk.feature").write_text(FEATURE, encoding="utf-8")
    args = ["--only", "features", "--features", str(folder), "--build", "release-7", "--coverage", "operations=100"]
    whole = gate(tmp_path / "whole", *args)
    shards = [gate(tmp_path / part, *args, "--shard", f"{part}/2") for part in ("1", "2")]
    assert {shard.gate["counts"]["passed"] for shard in shards} - {0}
    assert [_judged(run.gate) for run in (whole, *shards)] == [True, False, False]
    done = harness("merge", str(tmp_path / "1"), str(tmp_path / "2"), "--reports", str(tmp_path / "m"), "--no-html")
    assert (done.returncode, whole.status) == (1, 1), done.stdout + done.stderr
    assert {**document(tmp_path / "m"), "run": 0} == {**whole.gate, "run": 0}
    assert done.stdout.splitlines()[-1] == whole.out.splitlines()[-1]


def _judged(gate: dict[str, Any]) -> bool:
    """Whether a run was held to its threshold of coverage, which none of these can reach."""
    return any(found["where"] == "coverage.operations" for found in gate["findings"])


def test_a_mistake_ends_with_2_and_one_line(tmp_path: Path) -> None:
    done = harness("merge", str(tmp_path / "none"), "--reports", str(tmp_path / "m"))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
