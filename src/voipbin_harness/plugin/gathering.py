"""The controller's side: gathers the records of all tests, and writes the verdict when they are over."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voipbin_harness.contract import load
from voipbin_harness.gate import Gate, decide
from voipbin_harness.plugin.running import Bench
from voipbin_harness.resources import suite_root
from voipbin_harness.results import Record, RunInfo
from voipbin_harness.settings import Settings

#: Where pipelines say what they build.
_BUILD_VARIABLES = ("GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_TAG")


class Gathering:
    """Takes every record as it comes and keeps it on disk at once, so that a crash loses nothing."""

    def __init__(self, settings: Settings, reports: Path, shared: Bench, clock_start: float) -> None:
        self.settings = settings
        self.reports = reports
        self.records: list[Record] = []
        self._shared = shared
        self._start = clock_start
        self._started = datetime.fromtimestamp(clock_start, UTC).isoformat(timespec="seconds")

    def clean(self) -> None:
        """Remove what an earlier run left, and nothing else."""
        self.reports.mkdir(parents=True, exist_ok=True)
        for name in ("allure-results", "allure-report"):
            shutil.rmtree(self.reports / name, ignore_errors=True)
        for name in ("gate.json", "gate.md", "junit.xml", "records.jsonl"):
            (self.reports / name).unlink(missing_ok=True)
        (self.reports / "allure-results").mkdir()

    def take(self, report: pytest.TestReport) -> Record | None:
        """Keep the record that a report carries; a report that failed without one stands for a crash."""
        data = getattr(report, "voipbin", None)
        if data is not None:
            record = Record.from_data(data)
        elif report.failed:
            record = Record(report.nodeid, report.nodeid, "error", str(report.longrepr).strip())
        else:
            return None
        self.records.append(record)
        with (self.reports / "records.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(record.as_data(), sort_keys=True) + "\n")
        return record

    def info(self, now: float) -> RunInfo:
        """Return what was run."""
        settings = self.settings
        return RunInfo(
            target=settings.target,
            edition=settings.edition,
            profile=settings.profile,
            seed=settings.seed,
            build=settings.build or next(filter(None, map(os.environ.get, _BUILD_VARIABLES)), ""),
            commit=commit(),
            started=self._started,
            duration_ms=round((now - self._start) * 1000),
            live=self._shared.target.live,
            capabilities=self._shared.target.capabilities,
            required=settings.required,
        )

    def verdict(self, now: float, broken: Sequence[str] = ()) -> Gate:
        """Decide over all records; ``broken`` says what could not even be collected."""
        operations = frozenset(load(self.settings.edition).operations)
        records = sorted(self.records, key=lambda record: record.test)
        return decide(records, self.info(now), operations, errors=broken)

    def command(self) -> str:
        """Return the command that plays the run again."""
        settings = self.settings
        options = {"target": settings.target, "edition": settings.edition, "profile": settings.profile}
        named = " ".join(f"--{name} {shlex.quote(value)}" for name, value in options.items())
        return f"voipbin-harness run {named} --seed {settings.seed}"

    @property
    def shown(self) -> Path:
        """The reports' folder as a person would write it."""
        with contextlib.suppress(ValueError):
            return self.reports.relative_to(Path.cwd())
        return self.reports


def commit() -> str:
    """Return the commit of the suite, ``""`` outside a git checkout."""
    git = shutil.which("git")
    if git is None:
        return ""
    found = subprocess.run(  # noqa: S603
        [git, "rev-parse", "HEAD"], cwd=suite_root(), capture_output=True, text=True, timeout=10, check=False
    )
    return found.stdout.strip() if found.returncode == 0 else ""


def now() -> float:
    """Return the wall time in s, for the part of the reports that says when a run took place."""
    return time.time()  # noqa: TID251
