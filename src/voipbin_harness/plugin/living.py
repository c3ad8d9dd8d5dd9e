"""What a run on a live target does beyond testing: look first, try once more, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from voipbin_harness import interrupts
from voipbin_harness.findings import finding
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.plugin.planning import plan
from voipbin_harness.plugin.running import Bench, bench
from voipbin_harness.results import Outcome, Record, UnprovenItem
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.violation import HarnessError, Unproven, Violation

#: What the tests of this module's own records are called.
FIRST_LOOK, LAST_LOOK = "before the first call", "after the last call"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """Print the plan where one is asked for, or look at a live target; stop here unless tests can run."""
    config = session.config
    if config.stash[SETTINGS].plan:
        for line in plan(session.items, config):
            print(line)  # noqa: T201 - the plan is what was asked for
        return True
    if session.testsfailed or config.option.collectonly or not session.items or not _is_live(config):
        return None
    shared = bench(config)
    try:
        shared.target.arrive()
    except HarnessError as error:
        return _stop(config, shared, "error", str(error), "configuration")
    except TargetUnreachable as error:
        return _stop(config, shared, "unproven", f"the target is unreachable: {error}", "target")
    except Unproven as error:
        return _stop(config, shared, "unproven", str(error), error.capability)
    _name_what_is_not_verified(config, shared)
    return None


class Leaving:
    """Ends and deletes what the run has made, however the run ends."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, Any, Any]:
        """Run the tests; a SIGTERM ends a gate as Ctrl-C does, so that all results so far are reported."""
        config = session.config
        with _signals(config):
            try:
                return (yield)
            finally:
                if _is_live(config) and not config.stash[SETTINGS].plan:
                    self._leave(config)

    def _leave(self, config: pytest.Config) -> None:
        shared = bench(config)
        with interrupts.put_off():
            if left := shared.target.leave():
                _tell(config, _leftovers(left, shared))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Run a test of a live target; one that fails runs once more where ``--retry-live`` says so."""
    interrupts.heed()
    if not item.config.stash[SETTINGS].retry_live or not _is_live(item.config):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if _outcome(reports) == "failed" and not item.session.shouldstop:
        first = reports
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        _mark_flaky(first, reports)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _outcome(reports: list[pytest.TestReport]) -> str:
    outcomes = [report.voipbin["outcome"] for report in reports if hasattr(report, "voipbin")]
    return next((outcome for outcome in outcomes if outcome != "passed"), "passed")


def _mark_flaky(first: list[pytest.TestReport], second: list[pytest.TestReport]) -> None:
    """Call a test flaky that failed and then passed; what was found at first is kept, as a warning."""
    if _outcome(second) != "passed":
        return
    failed = next(report.voipbin for report in first if getattr(report, "voipbin", {}).get("outcome") == "failed")
    for report in second:
        if hasattr(report, "voipbin"):
            report.voipbin["outcome"] = "flaky"
            report.voipbin["error"] = failed["error"]
            report.voipbin["findings"] += [{**found, "severity": "warn"} for found in failed["findings"]]


def _signals(config: pytest.Config) -> AbstractContextManager[None]:
    """What becomes of signals: noted by a process that sends requests, raised by one that waits for its workers."""
    is_gate = not hasattr(config, "workerinput") and config.stash[SETTINGS].reports is not None
    if not is_gate and not _is_live(config):
        return nullcontext()
    return interrupts.raised() if config.getoption("numprocesses", None) else interrupts.noted()


def _is_live(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput") and isinstance(bench(config).target, LiveTarget)


def _stop(config: pytest.Config, shared: Bench, outcome: Outcome, why: str, capability: str) -> bool:
    record = Record(FIRST_LOOK, FIRST_LOOK, outcome, shared.masker.text(why))
    if outcome == "unproven":
        record.unproven = [UnprovenItem("the whole run", shared.masker.text(why), capability, declared=False)]
    _tell(config, record)
    return True


def _name_what_is_not_verified(config: pytest.Config, shared: Bench) -> None:
    target = shared.target
    if isinstance(target, LiveTarget) and not target.profile.verify:
        item = UnprovenItem("whose server answered", f"tls.verify = false in the profile {target.name}", "tls")
        _tell(config, Record(FIRST_LOOK, FIRST_LOOK, "unproven", unproven=[item]))


def _leftovers(left: list[Violation], shared: Bench) -> Record:
    findings = {found.id: found for found in (finding(one, None, shared.masker) for one in left)}
    return Record(LAST_LOOK, LAST_LOOK, "failed", "something is left on the account", [*findings.values()], named=True)


def _tell(config: pytest.Config, record: Record) -> None:
    """Send a record the way that those of tests take."""
    skipped = record.outcome == "unproven"
    report = pytest.TestReport(
        nodeid=record.test,
        location=(record.test, None, record.title),
        keywords={},
        outcome="skipped" if skipped else "failed",
        longrepr=(record.test, 0, f"Skipped: {record.error}") if skipped else record.error,
        when="call",
    )
    report.voipbin = record.as_data()  # type: ignore[attr-defined]
    config.hook.pytest_runtest_logreport(report=report)
