"""Two customers on one platform."""

from __future__ import annotations

import pytest

from voipbin_harness.properties import neighbours
from voipbin_harness.world import World

pytestmark = pytest.mark.dials


def test_each_list_holds_what_is_of_one_customer(world: World) -> None:
    neighbours.try_lists(world)


def test_a_flow_serves_nobody_but_its_owner(world: World) -> None:
    neighbours.try_flow_of_another(world)


def test_nobody_calls_from_a_number_of_somebody_else(world: World) -> None:
    neighbours.try_source_of_another(world)
