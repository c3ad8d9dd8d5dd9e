"""A whole run in a process of its own, forked so that nothing is imported anew, on a platform inside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gate.running import SMALL_TALK
from tests.live.mocking import Platform
from voipbin_harness.cli import main
from voipbin_harness.plugin import running
from voipbin_harness.targets.profile import Profile


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    gate: dict[str, Any]
    sent: list[str]
    calls_going_on: int
    legs: int

    def findings(self) -> list[tuple[str, str]]:
        return [(found["kind"], found["severity"]) for found in self.gate["findings"]]


def run(
    folder: Path,
    described: Profile,
    *args: str,
    feature: str = SMALL_TALK,
    features: Path | None = None,
    alter: Callable[[Platform], object] = lambda _platform: None,
) -> Run:
    """Play a feature, or the folder ``features``, against ``described`` with ``voipbin-harness run``.

    ``alter`` changes the platform before.
    """
    reports, told = folder / "reports", folder / "told.json"
    if features is None:
        features = folder / "features"
        features.mkdir()
        (features / "talk.feature").write_text(feature, encoding="utf-8")
    child = os.fork()
    if child == 0:
        status = 70
        try:
            out = os.open(folder / "out.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.stdout = sys.__stdout__ = os.fdopen(1, "w", closefd=False)  # type: ignore[misc]
            sys.stderr = sys.__stderr__ = os.fdopen(2, "w", closefd=False)  # type: ignore[misc]
            status = _play(features, reports, told, described, alter, args)
        finally:
            sys.stdout.flush()
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    written = json.loads(told.read_text()) if told.exists() else {"sent": [], "going_on": -1, "legs": -1}
    gate = json.loads((reports / "gate.json").read_text()) if (reports / "gate.json").exists() else {}
    out_text = (folder / "out.txt").read_text()
    return Run(os.waitstatus_to_exitcode(ended), out_text, gate, written["sent"], written["going_on"], written["legs"])


def _play(
    features: Path,
    reports: Path,
    told: Path,
    described: Profile,
    alter: Callable[[Platform], object],
    args: tuple[str, ...],
) -> int:
    platform = Platform(name=described.edition or "tutorial")
    altered = alter(platform)
    running.choose = lambda _settings: platform.target(described)
    chosen = ["--only", "features", "--features", str(features), "--reports", str(reports)]
    chosen += ["--edition", platform.name, *args, "--", "--no-html", "-p", "no:unraisableexception"]
    status = main(["run", "--target", "http://127.0.0.1:1/v1.0", *chosen])
    del altered
    calls = platform.get("/calls")["result"]
    going_on = sum(call["status"] != "hangup" for call in calls)
    legs = sum(target.budget.legs for target in platform.targets)
    told.write_text(json.dumps({"sent": platform.sent, "going_on": going_on, "legs": legs}))
    return status
