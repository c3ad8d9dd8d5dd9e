"""Gives the tests of this folder what they are parametrized by: the edition of the run decides it."""

from __future__ import annotations

import pytest

from voipbin_harness.contract import load
from voipbin_harness.plugin import settings_of
from voipbin_harness.properties.actions import action_types
from voipbin_harness.properties.document import operations_with_input
from voipbin_harness.properties.effort import EFFORTS, Effort
from voipbin_harness.properties.probes import probes
from voipbin_harness.properties.rules import operations_with_body


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    settings = settings_of(metafunc.config)
    contract = load(settings.edition)
    known = {
        "operation": lambda: list(contract.operations),
        "covered_operation": lambda: list(contract.operations),
        "operation_with_input": lambda: operations_with_input(contract),
        "operation_with_body": lambda: operations_with_body(contract),
        "action": lambda: action_types(contract),
        "probe": lambda: list(probes()),
        "which_walk": lambda: list(range(1, EFFORTS[settings.profile].walks + 1)),
    }
    for name in metafunc.fixturenames:
        if name in known:
            metafunc.parametrize(name, known[name]())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the coverage phase to the profiles that have the time for it."""
    if not EFFORTS[settings_of(config).profile].coverage:
        skipped = [item for item in items if "covered_operation" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=skipped)
        items[:] = [item for item in items if item not in set(skipped)]


@pytest.fixture
def effort(request: pytest.FixtureRequest) -> Effort:
    return EFFORTS[settings_of(request.config).profile]


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    return settings_of(request.config).seed
