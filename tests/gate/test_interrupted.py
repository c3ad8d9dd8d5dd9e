"""A run that is interrupted has 130 as its status, and reports what it has found so far."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.gate.running import SMALL_TALK, harness

#: A plugin of pytest that interrupts the process in which the verdict is made, once the first test has passed.
INTERRUPTING = """\
import os
import signal

class Interrupting:
    def pytest_runtest_logreport(self, report):
        if report.when == "teardown":
            os.kill(os.getpid(), signal.{signal})

def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Interrupting())
"""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM], ids=lambda signum: signum.name)
def test_what_was_found_until_then_is_reported(tmp_path: Path, signum: signal.Signals, workers: int) -> None:
    (tmp_path / "interrupting.py").write_text(INTERRUPTING.format(signal=signum.name), encoding="utf-8")
    features, reports = tmp_path / "features", tmp_path / "reports"
    features.mkdir()
    for name in ("one", "two", "three"):
        (features / f"{name}.feature").write_text(SMALL_TALK.replace("Small talk", name), encoding="utf-8")
    chosen = ["--only", "features", "--features", str(features), "--workers", str(workers)]
    found = f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    given = ["--reports", str(reports), "--", "--no-html", "-p", "interrupting"]
    done = harness("run", *chosen, *given, env={**os.environ, "PYTHONPATH": found})
    assert done.returncode == 130, done.stdout + done.stderr
    assert "the run was interrupted before all tests had run" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    gate = json.loads((reports / "gate.json").read_text(encoding="utf-8"))
    assert (gate["verdict"], gate["counts"]["failed"]) == ("unproven", 0)
    assert gate["counts"]["passed"] >= 1
