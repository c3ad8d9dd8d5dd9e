"""The harness as a pytest plugin: everything that ``voipbin-harness run`` does is also plain pytest."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from voipbin_harness.known import read_known
from voipbin_harness.plugin import living, options, recording, running, selecting
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.plugin.running import WATCH, world
from voipbin_harness.reporting import allure_steps
from voipbin_harness.reporting.files import make_folder
from voipbin_harness.settings import Settings
from voipbin_harness.tags import TAGS

__all__ = ["features_dir", "settings_of", "world"]

_features: Path | None = None


def features_dir() -> Path | None:
    """Return the directory of ``--features``, ``None`` for the harness's own features."""
    return _features


def settings_of(config: pytest.Config) -> Settings:
    """Return the settings of this run."""
    return config.stash[SETTINGS]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the harness's options."""
    options.add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Check the settings, and make ready to gather results where reports are wanted."""
    global _features  # noqa: PLW0603
    settings = config.stash[SETTINGS] = options.read_settings(config)
    _features = settings.features
    for tag, meaning in TAGS.items():
        config.addinivalue_line("markers", f"{tag}: {meaning}")
    config.pluginmanager.register(living, "voipbin-live")
    config.pluginmanager.register(living.Leaving(), "voipbin-live-leaving")
    recording.record(config)
    _refuse_workers(config, settings)
    if settings.plan:
        with options.usage():  # refuse what a run would refuse
            running.bench(config)
            read_known(settings.known)
    if settings.reports is None:
        return
    with options.usage():
        make_folder(settings.reports)
    config.option.allure_report_dir = str(settings.reports / "allure-results")
    steps = allure_steps.GherkinSteps(mask=lambda text: str(running.bench(config).masker.text(text)))
    config.pluginmanager.register(steps, "voipbin-gherkin-steps")


def _refuse_workers(config: pytest.Config, settings: Settings) -> None:
    """A served target has one clock and one account, which several processes cannot share."""
    if settings.target != "mock" and config.getoption("numprocesses", None):
        raise pytest.UsageError(
            f"several workers with --target {settings.target}: a served target has one clock and one account; use "
            "--workers 1, or --shard against a mock server each"
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the target."""
    running.close_bench(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is of another edition or of another shard, and name the rest for ``-k``."""
    selecting.select(config, items)
    selecting.name_topics(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Set a watch on every test that asks for a world."""
    if "world" in getattr(item, "fixturenames", ()):
        running.watch_item(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Run a test under its watch."""
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return (yield)
    return (yield from running.run_watched(item, watch))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the record of a test into its report, which travels to the controller."""
    report = yield
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return report
    short = running.short_text(call.excinfo.value) if call.excinfo else None
    if report.failed and short is not None:
        report.longrepr = short
    running.mask(report, watch.masker)
    if report.when == "call" or not report.passed:
        outcome = running.outcome_of(item, call, report)
        error = running.reason(report, call)
        record = watch.record(outcome, error, round(report.duration * 1000))
        record.named = call.excinfo is not None and running.is_named(call.excinfo.value)
        report.voipbin = record.as_data()  # type: ignore[attr-defined]
        recording.attach(report, item, watch)
    return report
