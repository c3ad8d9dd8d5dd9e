"""Binds every feature file: one test a scenario, one a row of an outline."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import scenarios

from voipbin_harness.plugin import features_dir

pytestmark = pytest.mark.usefixtures("world")

scenarios(str(features_dir() or Path(__file__).parent))
