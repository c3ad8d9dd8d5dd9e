"""Generated requests for every operation: valid data is accepted, invalid data refused, and links lead somewhere."""

from __future__ import annotations

import pytest

from voipbin_harness.properties import generated, walks
from voipbin_harness.properties.effort import Effort
from voipbin_harness.world import World

pytestmark = pytest.mark.dials


def test_positive(world: World, operation: str, effort: Effort, seed: int) -> None:
    generated.try_positive(world, operation, examples=effort.examples, seed=seed)


@pytest.mark.refused
def test_negative(world: World, operation_with_input: str, effort: Effort, seed: int) -> None:
    generated.try_negative(world, operation_with_input, examples=effort.examples, seed=seed)


def test_coverage(world: World, covered_operation: str) -> None:
    generated.try_coverage(world, covered_operation)


def test_walk(world: World, which_walk: int, effort: Effort, seed: int) -> None:
    walks.walk(world, steps=effort.steps, seed=seed * 1_000_003 + which_walk)
