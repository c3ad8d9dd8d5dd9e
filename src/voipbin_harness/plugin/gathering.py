"""The controller's side: gathers the records of all tests, and writes the verdict when they are over."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voipbin_harness.known import Settled, read_known, settle
from voipbin_harness.plugin.asked import Asked
from voipbin_harness.plugin.running import Bench
from voipbin_harness.recordfile import RecordFile
from voipbin_harness.reporting.publishing import clean
from voipbin_harness.resources import suite_root
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo
from voipbin_harness.settings import Settings

#: Where pipelines say what they build.
_BUILD_VARIABLES = ("GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_TAG")


class Gathering:
    """Takes every record as it comes and keeps it on disk at once, so that a crash loses nothing."""

    def __init__(self, settings: Settings, asked: Asked, reports: Path, shared: Bench, clock_start: float) -> None:
        self.settings = settings
        self._asked = asked
        self.reports = reports
        self.records: list[Record] = []
        self._file = RecordFile(reports)
        self._known = read_known(settings.known)
        self._shared = shared
        self._start = clock_start
        self._started = datetime.fromtimestamp(clock_start, UTC).isoformat(timespec="seconds")

    def clean(self) -> None:
        """Remove what an earlier run left, and nothing else."""
        clean(self.reports)
        self._file.begin(self.info(self._start), str(self.settings.shard or ""))

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
        self._file.add(record)
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
            features=str(_shown(settings.features)) if settings.features else "",
            thresholds=settings.thresholds,
            options=self._asked.options,
            selected=self._asked.selected,
        )

    def settled(self, now: float, broken: Sequence[str] = (), *, complete: bool = True) -> Settled:
        """Decide over all records; ``broken`` says what could not even be collected.

        ``complete`` is false of a run that was interrupted.
        """
        info = self.info(now)
        self._file.end(info.duration_ms, broken, complete=complete)
        today = datetime.fromtimestamp(now, UTC).date()
        whole = complete and self.settings.shard is None
        return settle(self.records, info, self._known, today, errors=broken, whole=whole)

    @property
    def shown(self) -> Path:
        """The reports' folder as a person would write it."""
        return _shown(self.reports)


def _shown(path: Path) -> Path:
    """Return a path as a person would write it."""
    with contextlib.suppress(ValueError):
        return path.relative_to(Path.cwd())
    return path


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
