"""A known finding, seen from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate.running import gate, harness

FEATURE = """\
@callee @dials
Feature: Talk

  @normal
  Scenario: one call
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      \"\"\"
      [{"type": "hangup"}]
      \"\"\"
    Then the call ends locally with reason "busy"
"""


@pytest.fixture
def features(tmp_path: Path) -> str:
    folder = tmp_path / "features"
    folder.mkdir()
    (folder / "talk.feature").write_text(FEATURE, encoding="utf-8")
    return str(folder)


def test_a_finding_that_is_written_down_opens_the_gate_until_it_expires(features: str, tmp_path: Path) -> None:
    args = ["--only", "features", "--features", features]
    first = gate(tmp_path / "r", *args)
    assert first.status == 1
    identities = [found["id"] for found in first.gate["findings"] if found["severity"] == "fail"]
    file = tmp_path / "accepted.toml"

    def accept(expires: str) -> None:
        tables = (
            f'[[finding]]\nid = "{identity}"\nreason = "the test is wrong"\nowner = "me"\nexpires = {expires}\n'
            for identity in identities
        )
        file.write_text("".join(tables), encoding="utf-8")

    accept("2999-12-31")
    second = gate(tmp_path / "r", *args, "--known", str(file))
    assert (second.status, second.gate["counts"]["failed"]) == (0, 0)
    assert {found["severity"] for found in second.gate["findings"]} == {"warn"}
    assert "the test is wrong" in second.out
    accept("2000-01-01")
    assert gate(tmp_path / "r", *args, "--known", str(file)).status == 1


def test_a_malformed_file_ends_with_2_before_anything_runs(features: str, tmp_path: Path) -> None:
    (tmp_path / "known-findings.toml").write_text("[[finding]]\nid = 3\n", encoding="utf-8")
    done = harness("run", "--only", "features", "--features", features, "--reports", "r", cwd=tmp_path)
    assert done.returncode == 2
    assert "known-findings.toml: finding 1 has no reason" in done.stderr
    assert not (tmp_path / "r" / "gate.json").exists()
