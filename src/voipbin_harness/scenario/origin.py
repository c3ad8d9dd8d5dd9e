"""Which scenario a test plays, and which file it stands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pytest_bdd.parser import ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry


def scenario_of(item: Any) -> ScenarioTemplate | None:
    """Return the scenario that a pytest item plays, ``None`` for a test that is no scenario."""
    function: Any = getattr(item, "obj", None)
    return scenario_wrapper_template_registry.get(function) if callable(function) else None


def feature_file(item: Any) -> Path:
    """Return the feature file of the scenario that a pytest item plays, the working directory for any other test."""
    scenario = scenario_of(item)
    return Path(scenario.feature.filename) if scenario else Path.cwd() / "none.feature"
