"""What was set stays set, and what was refused has changed nothing."""

from __future__ import annotations

import pytest

from voipbin_harness.properties import persistence
from voipbin_harness.world import World


def test_a_number_keeps_what_was_set_and_nothing_else(world: World) -> None:
    persistence.try_number(world)


def test_a_flow_outlives_a_deletion_without_credential(world: World) -> None:
    persistence.try_unsigned_delete(world)


@pytest.mark.dials
def test_of_a_partly_wrong_request_nobody_is_called(world: World) -> None:
    persistence.try_partly_wrong(world)


@pytest.mark.dials
def test_names_of_those_who_call_and_are_called_are_kept(world: World) -> None:
    persistence.try_names(world)
