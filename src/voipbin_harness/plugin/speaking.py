"""The controller's voice: says what is being done, and at the end writes the reports and the verdict."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator
from typing import Any

import pytest

from voipbin_harness.plugin.asked import asked
from voipbin_harness.plugin.gathering import Gathering, now
from voipbin_harness.plugin.options import SETTINGS, usage
from voipbin_harness.plugin.running import bench
from voipbin_harness.reporting import terminal
from voipbin_harness.reporting.progress import Progress
from voipbin_harness.reporting.publishing import publish
from voipbin_harness.reporting.style import Style

_INTERRUPTED = 130


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take pytest's place on the terminal where reports are wanted."""
    settings = config.stash[SETTINGS]
    if settings.reports is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    with usage():
        gathered = Gathering(settings, asked(config), settings.reports, bench(config), now())
    gathered.clean()
    if reporter := config.pluginmanager.get_plugin("terminalreporter"):
        config.pluginmanager.unregister(reporter)
    config.pluginmanager.register(Voice(config, gathered), "terminalreporter")


class Voice(pytest.TerminalReporter):  # type: ignore[misc] # final for typing, yet the one way to speak in its place
    """Speaks in lines about features and findings, where pytest would print dots."""

    def __init__(self, config: pytest.Config, gathered: Gathering) -> None:
        super().__init__(config)
        self._gathered = gathered
        self._style = Style.of(
            encoding=sys.stdout.encoding, tty=self.isatty(), no_color=bool(os.environ.get("NO_COLOR"))
        )
        self._progress = Progress(self._style)
        self._broken: list[str] = []

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Say what is about to be gated, in place of pytest's header."""
        self._session = session
        self.say(terminal.opening(self._gathered.info(now()), self._style))

    def pytest_collection(self) -> None:
        """Collect without a word."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remember which tests there will be."""
        if session.items:
            self._progress.expect(item.nodeid for item in session.items)

    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Remember the same where workers collect."""
        self._progress.expect(ids)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what cannot be collected: it makes the run an error."""
        if report.failed:
            self._broken.append(f"{report.nodeid} cannot be collected: {report.longrepr}")

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        """Start a test without a word."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the record; say when a feature is done."""
        record = self._gathered.take(report)
        if record is not None:
            self.say(self._progress.take(record))

    def pytest_runtestloop(self) -> Any:
        """Run without a word."""
        return None

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int | pytest.ExitCode) -> Generator[None]:
        """Write the reports when everything else has finished, and make the verdict the exit status."""
        yield
        reports = self._gathered.reports
        if int(exitstatus) in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
            self._broken.append(
                f"pytest could not run the suite ({pytest.ExitCode(exitstatus).name.lower()}); see above"
            )
        interrupted = int(exitstatus) == pytest.ExitCode.INTERRUPTED and not (self._broken or session.shouldstop)
        if interrupted:
            self._broken.append("the run was interrupted before all tests had run")
        complete = int(exitstatus) != pytest.ExitCode.INTERRUPTED and not session.shouldfail
        settled = self._gathered.settled(now(), self._broken, complete=complete)
        gate, html = settled.gate, self._gathered.settings.html
        why_not = publish(reports, gate, settled.records, html=html, reproduce=gate.info.command)
        self.say(terminal.closing(gate, self._gathered.shown, allure=why_not, style=self._style))
        session.exitstatus = _INTERRUPTED if interrupted else gate.exit_status

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Be interrupted without a word; pytest would look for the line, and fail where a signal came between two."""

    def pytest_unconfigure(self) -> None:
        """End without a word."""

    def say(self, text: str) -> None:
        """Print a line, if there is one; a reader who has left does not stop the run."""
        if text:
            with contextlib.suppress(BrokenPipeError):
                self.write_line(text)
                self.flush()
