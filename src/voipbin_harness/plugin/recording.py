"""The traffic of a run as a HAR: each test's part travels in its report, and the controller writes the file."""

from __future__ import annotations

import pytest

from voipbin_harness.plugin.gathering import now
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.plugin.running import bench
from voipbin_harness.traffic.writing import HarFile, har_entries
from voipbin_harness.violation import HarnessError
from voipbin_harness.watch import Watch


def attach(report: pytest.TestReport, item: pytest.Item, watch: Watch) -> None:
    """Put what a test has sent and heard, masked, into its report, if the traffic is wanted."""
    if item.config.stash[SETTINGS].har is not None:
        report.voipbin_har = har_entries(watch.test, watch.exchanges, watch.masker)  # type: ignore[attr-defined]


def record(config: pytest.Config) -> None:
    """Record the run where ``--har`` names a file; raises :class:`pytest.UsageError` when it cannot be written."""
    settings = config.stash[SETTINGS]
    if settings.har is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    origin = {"target": settings.target, "edition": settings.edition, "seed": settings.seed}
    try:
        origin["live"] = bench(config).target.live
        recorder = Recorder(HarFile(settings.har, origin, now()))
    except HarnessError as error:
        raise pytest.UsageError(str(error)) from None
    except OSError as error:
        raise pytest.UsageError(f"--har {settings.har}: cannot be written: {error.strerror}") from None
    config.pluginmanager.register(recorder, "voipbin-har")


class Recorder:
    """Takes the traffic out of each report as it comes."""

    def __init__(self, file: HarFile) -> None:
        self._file = file

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test has sent and heard."""
        entries = getattr(report, "voipbin_har", None)
        if entries:
            self._file.take(report.nodeid, report.voipbin["title"], entries)

    def pytest_sessionfinish(self) -> None:
        """Write the file, also of a run that was interrupted."""
        self._file.close()
