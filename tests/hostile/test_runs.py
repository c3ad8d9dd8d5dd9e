"""The whole command against bad servers: what was found so far is told, and it never ends with a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gate.running import harness
from tests.hostile.server import END, RESET, SILENCE, Answer, Part, Request, Server, http, says

FEATURE = """\
@callee @dials
Feature: Hard times
""" + "".join(
    f"""
  Scenario: call {word}
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      \"\"\"
      [{{"type": "talk", "option": {{"text": "Good morning.", "language": "en-GB"}}}}, {{"type": "hangup"}}]
      \"\"\"
    Then the call ends locally with reason "normal"
"""
    for word in ("one", "two", "three")
)
PROFILE = """\
[targets.hostile]
url = "{url}/v1.0"
source = "+15551234567"
callees = [{{ number = "+15559876543", does = "follows scripts" }}]
waits = {{ poll_ms = 50, connect_s = 1, silence_s = 1, answer_s = 2 }}
limits = {{ requests_per_second = 16 }}
"""


@pytest.fixture
def own() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def run(url: str, tmp_path: Path, *args: str, target: str = "") -> tuple[int, dict[str, Any], str]:
    """Run the three scenarios; return the exit status, gate.json and all that was said."""
    (tmp_path / "features").mkdir(exist_ok=True)
    (tmp_path / "features" / "hard_times.feature").write_text(FEATURE, encoding="utf-8")
    (tmp_path / "harness.toml").write_text(PROFILE.format(url=url), encoding="utf-8")
    env = {**os.environ, "VOIPBIN_USERNAME": "demo", "VOIPBIN_PASSWORD": "demo"}
    done = harness(
        "run", "--only", "features", "--features", "features", "--reports", "r", "--target", target or f"mock:{url}",
        "--", "--no-html", "--assert=plain", "-p", "no:schemathesis", *args, cwd=tmp_path, env=env,
    )  # fmt: skip
    written = tmp_path / "r" / "gate.json"
    found = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert "INTERNALERROR" not in said
    return done.returncode, found, said


def test_a_server_that_breaks_in_mid_run_closes_the_gate_with_what_was_found_before(
    own: Server, tmp_path: Path
) -> None:
    own.behave(says(RESET), "POST /v1.0/calls", after=1)
    status, found, said = run(own.url, tmp_path)
    assert (status, found["verdict"]) == (1, "closed"), said
    assert (found["counts"]["passed"], found["counts"]["failed"]) == (1, 2)
    assert {finding["kind"] for finding in found["findings"]} == {"crash"}


def test_a_server_that_vanishes_in_mid_run_leaves_what_was_found_before(own: Server, tmp_path: Path) -> None:
    def last_words(request: Request) -> Iterator[Part]:
        own.vanish()
        yield own.politely(request)
        yield END

    own.behave(last_words, "POST /v1.0/calls", after=1)
    status, found, said = run(own.url, tmp_path)
    assert (status, found["verdict"]) == (3, "unproven"), said
    assert found["counts"]["passed"] == 1
    assert "unreachable" in said


def test_what_is_no_mock_is_told_in_one_line(own: Server, tmp_path: Path) -> None:
    own.behave(says(http("<html>Welcome", kind="text/html")), "POST /_mock")
    status, _, said = run(own.url, tmp_path, "-k", "one")
    assert status == 2, said
    assert "is this a mock?" in said


@pytest.mark.parametrize(
    ("at", "answer", "expected", "says_so"),
    [
        ("POST /v1.0/calls", says(SILENCE), 1, "latency"),
        ("POST /v1.0/flows", says(http("<html>Welcome", kind="text/html")), 3, "a flow"),
    ],
    ids=["silence", "flows"],
)
def test_a_live_target_that_is_bad_is_told_so(
    at: str, answer: Answer, expected: int, says_so: str, own: Server, tmp_path: Path
) -> None:
    own.behave(answer, at)
    status, _, said = run(own.url, tmp_path, "-k", "one", target="hostile")
    assert status == expected, said
    assert says_so in said
