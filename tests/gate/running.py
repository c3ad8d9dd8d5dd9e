"""Runs the gate as a user does: the command, in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUITE = Path(__file__).parents[2] / "features"

#: A feature of one scenario, for runs that need no more.
SMALL_TALK = """\
@callee @dials
Feature: Small talk

  @normal
  Scenario: one call
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      \"\"\"
      [{"type": "talk", "option": {"text": "Good morning.", "language": "en-GB"}}, {"type": "hangup"}]
      \"\"\"
    Then the call ends locally with reason "normal"
"""


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str
    gate: dict[str, Any]


def harness(*args: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "voipbin_harness", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=cwd, env=env)


def gate(reports: Path, *args: str) -> Run:
    """Run the gate without the HTML, which none of its users here looks at."""
    before, _, after = " ".join(args).partition(" -- ")
    done = harness("run", "--reports", str(reports), *before.split(), "--", "--no-html", *after.split())
    written = reports / "gate.json"
    found = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
    return Run(done.returncode, done.stdout, done.stderr, found)


def topic(folder: Path, name: str) -> Path:
    """Make a folder that holds one of the suite's own features, and return it."""
    folder.mkdir()
    shutil.copy(SUITE / f"{name}.feature", folder)
    return folder
