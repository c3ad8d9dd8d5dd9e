"""Every documented rule of every request, broken alone and at its edge; every action of the flow language by name."""

from __future__ import annotations

import pytest

from voipbin_harness.properties import actions, rules
from voipbin_harness.world import World

pytestmark = pytest.mark.dials


@pytest.mark.refused
def test_broken_rules(world: World, operation_with_body: str) -> None:
    rules.try_broken_rules(world, operation_with_body)


def test_boundaries(world: World, operation_with_body: str) -> None:
    rules.try_boundaries(world, operation_with_body)


def test_action(world: World, action: str) -> None:
    actions.try_action(world, action)
