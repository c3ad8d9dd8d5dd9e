"""Scenarios in the Allure report as they stand in the feature: Gherkin steps, titles, labels and parameters.

allure-pytest records every test, but knows nothing of Gherkin. :class:`GherkinSteps` is a pytest plugin that adds it;
it works the same in the main process and in an xdist worker.
"""

from __future__ import annotations

import hashlib
import sys
import uuid
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import Any

import allure_commons
import pytest
from allure_commons.model2 import Label, Parameter, Status, StatusDetails
from allure_commons.types import LabelType

from voipbin_harness.reporting.attachments import (
    attach_exchange,
    attach_ladder,
    attach_recording,
    attach_rest,
    attach_text,
    attach_violations,
    forget_rest,
)
from voipbin_harness.reporting.gherkin import Told, tell
from voipbin_harness.violation import ExpectationFailed

__all__ = [
    "GherkinSteps",
    "attach_exchange",
    "attach_ladder",
    "attach_recording",
    "attach_text",
    "attach_violations",
]


class GherkinSteps:
    """Enters an Allure step for each Gherkin step, and names a test as its feature does; ``mask`` hides secrets."""

    def __init__(self, mask: Callable[[str], str] = lambda text: text) -> None:
        self._mask = mask
        self._open: list[tuple[str, str]] = []

    # Steps

    def pytest_bdd_before_step(self, step: Any) -> None:
        """Open the step."""
        self._start(step)

    def pytest_bdd_after_step(self) -> None:
        """Close the step that succeeded."""
        self._stop(None)

    def pytest_bdd_step_error(self, exception: BaseException) -> None:
        """Close the step that failed."""
        self._stop(exception)

    def pytest_bdd_step_func_lookup_error(self, step: Any, exception: BaseException) -> None:
        """Show a step that nobody has defined."""
        self._start(step)
        self._stop(exception)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_scenario(self) -> None:
        """Close what a skip left open: pytest-bdd calls no other hook for it."""
        while self._open:
            self._stop(sys.exc_info()[1])

    def _start(self, step: Any) -> None:
        key, title = str(uuid.uuid4()), f"{step.keyword} {step.name}".strip()
        self._open.append((key, title))
        allure_commons.plugin_manager.hook.start_step(uuid=key, title=title, params={})
        if step.docstring:
            attach_text(step.docstring, "text")
        if step.datatable is not None:
            rows = (" | ".join(str(cell) for cell in row) for row in step.datatable.raw())
            attach_text("\n".join(rows), "table")

    def _stop(self, error: BaseException | None) -> None:
        if not self._open:
            return
        attach_rest()
        key, title = self._open.pop()
        error = self._masked(error)
        allure_commons.plugin_manager.hook.stop_step(
            uuid=key,
            title=title,
            exc_type=type(error) if error else None,
            exc_val=error,
            exc_tb=error.__traceback__ if error else None,
        )

    # Tests

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        """Name the test after allure-pytest has named it, also when its set-up skips it."""
        forget_rest()
        try:
            return (yield)
        finally:
            result = _result(item.config)
            if result is not None:
                _retell(result, tell(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Show violations as what they are: a failure that says what is wrong, not a broken test."""
        report = yield
        result = _result(item.config)
        if result is not None and call.when == "call":
            attach_rest()
        found = list(_expectations(call.excinfo.value)) if call.excinfo else []
        if result is not None and found and report.failed:
            result.status = Status.FAILED
            lines = dict.fromkeys(str(error) for error in found)
            result.statusDetails = StatusDetails(message="\n".join(lines), trace=report.longreprtext)
        if result is not None and (details := result.statusDetails):
            details.message, details.trace = (self._mask(text or "") for text in (details.message, details.trace))
        return report

    def _masked(self, error: BaseException | None) -> BaseException | None:
        """Return an error that says the same without a secret."""
        if error is None or (told := self._mask(str(error))) == str(error):
            return error
        kinds = (AssertionError, pytest.skip.Exception)
        kind = next((kind for kind in kinds if isinstance(error, kind)), RuntimeError)
        return kind(told).with_traceback(error.__traceback__)


def _result(config: pytest.Config) -> Any:
    """Return the result that allure-pytest is writing, ``None`` where it is not at work."""
    listener = config.pluginmanager.get_plugin("allure_listener")
    if listener is None:
        return None
    with suppress(StopIteration, KeyError):
        return listener.allure_logger.get_test(None)
    return None


def _retell(result: Any, told: Told) -> None:
    """Overwrite what allure-pytest took from the Python function."""
    hidden = {"_pytest_bdd_example", *dict(told.parameters)}
    shown = [Parameter(name=name, value=value) for name, value in told.parameters]
    result.parameters = [p for p in result.parameters if p.name not in hidden] + shown
    result.name = told.title or result.name
    result.description = told.description
    if told.full_name:
        result.fullName = told.full_name
        result.testCaseId = hashlib.md5(told.full_name.encode(), usedforsecurity=False).hexdigest()
        result.titlePath = list(told.path)
    labels = [(LabelType.EPIC, told.epic), (LabelType.FEATURE, told.feature), (LabelType.STORY, told.story)]
    labels.append((LabelType.SEVERITY, told.severity))
    result.labels.extend(Label(name=name, value=value) for name, value in labels if value)


def _expectations(error: BaseException) -> Generator[ExpectationFailed, None, None]:
    if isinstance(error, ExpectationFailed):
        yield error
    elif isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _expectations(inner)
