"""Real processes and real signals, against a mock server at 20x: whatever ends a run, nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.live.dying import Dying, die_at_line, story
from tests.live.mocking import SECOND, SOURCE, THIRD, profile
from tests.live.somebody import Somebody
from voipbin_harness.accounts import Account
from voipbin_harness.cli import main
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.live_clock import LiveClock
from voipbin_harness.targets.profile import Profile, Waits

FEATURE = """\
@callee @dials
Feature: A long talk

  @normal
  Scenario: one call
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      \"\"\"
      [{"type": "sleep", "option": {"duration": 300000}}, {"type": "hangup"}]
      \"\"\"
    Then the call ends locally with reason "normal"
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    command = [sys.executable, "-m", "voipbin_harness", "mock", "--clock", "20x"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1]
        process.terminate()


@pytest.fixture
def as_user(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment of somebody who runs the harness against the server; returns the ledger."""
    for name, value in {
        "VOIPBIN_USERNAME": "demo",
        "VOIPBIN_PASSWORD": "demo",
        "VOIPBIN_SOURCE": SOURCE,
        "VOIPBIN_CALLEES": f"{SECOND},{THIRD}",
        "VOIPBIN_WAITS_CLOCK_SPEED": "20",
        "VOIPBIN_LEDGER": str(tmp_path / "ledger.jsonl"),
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "ledger.jsonl"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run_and_die(described: Profile, moment: int) -> None:
    """In a process of its own: play the story, ten seconds ago, and be killed on the way."""
    wall = LiveClock().wall
    clock = LiveClock(500, 20, wall=lambda: wall() - 10)
    target = LiveTarget(described, edition("tutorial"), load("tutorial"), clock=clock)
    if moment % 2:
        die_at_line(target.reaper.ledger, 3 * moment, die)
    else:
        target.http._transport = Dying(target.http._transport, 2 + 2 * moment, arrives=moment % 4 == 0, die=die)
    story(target)


@pytest.mark.parametrize("moment", range(1, 11))
def test_killed_and_reaped(server: str, as_user: Path, moment: int) -> None:
    described = replace(
        profile(as_user.parent, ledger=as_user),
        root=server,
        accounts={"demo": Account("demo", "demo", "demo")},
        waits=Waits(poll_ms=500, clock_speed=20),
    )
    with httpx.Client(base_url=server) as http:
        http.post("/_mock/reset").raise_for_status()
        somebody = Somebody(http)
        somebody.use()
        child = os.fork()
        if child == 0:
            try:
                run_and_die(described, moment)
            except Exception:  # noqa: BLE001 - this process has nobody to tell
                traceback.print_exc()
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the run ended before it was killed"
        somebody.use()
        assert as_user.read_text()
        assert main(["reap", "--target", f"{server}/v1.0"]) == 0
        somebody.find_all_theirs_and_no_more()
        assert as_user.read_text() == ""


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM], ids=lambda signum: signum.name)
def test_a_whole_run_that_is_ended_from_outside(server: str, as_user: Path, signum: signal.Signals) -> None:
    features, reports = as_user.parent / "features", as_user.parent / "reports"
    features.mkdir()
    (features / "long.feature").write_text(FEATURE, encoding="utf-8")
    with httpx.Client(base_url=server) as http:
        http.post("/_mock/reset").raise_for_status()
        somebody = Somebody(http)
        somebody.use()
        target = ["--target", f"{server}/v1.0"]
        chosen = ["--only", "features", "--features", str(features), "--reports", str(reports), "--", "--no-html"]
        command = [sys.executable, "-m", "voipbin_harness", "run", *target, *chosen]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
            while not rings(as_user) and run.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    run.wait(timeout=0.05)
            run.send_signal(signum)
            said = run.communicate(timeout=30)[0]
        somebody.use()
        if signum is signal.SIGKILL:
            assert run.returncode == -signum, said
            assert main(["reap", *target]) == 0
        else:
            assert run.returncode == 130, said
            assert (reports / "gate.json").exists()
        somebody.find_all_theirs_and_no_more()
        assert as_user.read_text() == ""


def rings(ledger: Path) -> bool:
    """Whether the ledger says that a call was made, and not only meant."""
    lines = ledger.read_text().splitlines() if ledger.exists() else []
    return any('"do": "made"' in line and '"collection": "calls"' in line for line in lines)
