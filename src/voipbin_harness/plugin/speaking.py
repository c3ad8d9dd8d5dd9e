"""The controller's voice: says what is being done, and at the end writes the reports and the verdict."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from voipbin_harness.gate import Gate
from voipbin_harness.plugin.gathering import Gathering, now
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.plugin.running import bench
from voipbin_harness.reporting import allure_html, junit, markdown, terminal
from voipbin_harness.violation import HarnessError

_VOICE = pytest.StashKey["Voice"]()

_INTERRUPTED, _HARNESS_ERROR = 130, 2


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take pytest's place on the terminal where reports are wanted."""
    settings = config.stash[SETTINGS]
    if settings.reports is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    try:
        gathered = Gathering(settings, bench(config), now())
    except HarnessError as error:
        raise pytest.UsageError(str(error)) from None
    gathered.clean()
    config.stash[_VOICE] = voice = Voice(config, gathered)
    if reporter := config.pluginmanager.get_plugin("terminalreporter"):
        config.pluginmanager.unregister(reporter)
    config.pluginmanager.register(voice, "terminalreporter")


class Voice(pytest.TerminalReporter):
    """Speaks in lines about features and findings, where pytest would print dots."""

    def __init__(self, config: pytest.Config, gathered: Gathering) -> None:
        super().__init__(config)
        self._gathered = gathered
        self._progress = terminal.Progress()
        self._broken: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Say what is about to be gated."""
        self._session = session
        self.say(terminal.opening(self._gathered.info(now())))

    def pytest_collection(self) -> None:
        """Collect without a word."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remember how many tests there are."""
        self._progress.expect([item.nodeid for item in session.items])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Say at once what cannot be collected."""
        if report.failed:
            self._broken.append(f"{report.nodeid}: {report.longrepr}")

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        """Start a test without a word."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the record; say when a feature is done."""
        record = self._gathered.take(report)
        if record is not None:
            self.say(self._progress.take(record))

    def pytest_runtestloop(self) -> Any:
        """Run without a word."""

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int | pytest.ExitCode) -> Generator[None]:
        """Write the reports when everything else has finished, and make the verdict the exit status."""
        yield
        gate = self._gathered.verdict(now(), interrupted=int(exitstatus) == pytest.ExitCode.INTERRUPTED)
        reports = self._gathered.reports
        self._write(gate, reports)
        why_not = allure_html.render(reports / "allure-results", reports / "allure-report", self._gathered.info(now()))
        self.say(terminal.closing(gate, reports, why_not))
        session.exitstatus = self._status(gate, int(exitstatus))

    def pytest_unconfigure(self) -> None:
        """End without a word."""

    def say(self, text: str) -> None:
        """Print text, if there is any; a terminal that cannot show a character shows a question mark."""
        if text:
            with contextlib.suppress(BrokenPipeError):
                self.write_line(text)
                self.flush()

    def _write(self, gate: Gate, reports: Path) -> None:
        for problem in self._broken:
            self.say(problem)
        (reports / "gate.json").write_text(gate.as_text(), encoding="utf-8")
        (reports / "gate.md").write_text(markdown.render(gate), encoding="utf-8")
        (reports / "junit.xml").write_bytes(junit.render(self._gathered.records, gate))

    def _status(self, gate: Gate, exitstatus: int) -> int:
        if self._broken or exitstatus in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
            return gate.exit_status if gate.exit_status == 1 else _HARNESS_ERROR
        if exitstatus == pytest.ExitCode.INTERRUPTED and not self._session.shouldstop:
            return _INTERRUPTED
        return gate.exit_status
