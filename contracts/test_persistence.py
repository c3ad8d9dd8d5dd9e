"""What was set stays set, and what was refused has changed nothing."""

from __future__ import annotations

import pytest

from voipbin_harness.properties import chaining, changes, misspelt, persistence, texts
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


def test_a_number_keeps_both_its_flows_and_nothing_of_a_refused_change(world: World) -> None:
    changes.try_flow_ids(world)


def test_a_flow_keeps_a_change_and_nothing_of_a_refused_one(world: World) -> None:
    changes.try_flow(world)


def test_flows_of_one_name_are_flows_of_their_own(world: World) -> None:
    changes.try_one_name(world)


@pytest.mark.dials
def test_nothing_is_done_to_what_was_deleted(world: World) -> None:
    changes.try_after_deletion(world)


def test_texts_are_kept_to_the_letter(world: World) -> None:
    texts.try_flows(world)


@pytest.mark.dials
def test_a_number_that_is_nearly_right_is_refused(world: World) -> None:
    misspelt.try_misspelt(world)


@pytest.mark.dials
def test_a_call_is_put_through_from_the_number_that_was_asked_for(world: World) -> None:
    chaining.try_another_source(world)


@pytest.mark.dials
def test_a_flow_goes_on_behind_one_that_it_fetched(world: World) -> None:
    chaining.try_fetched_flow(world)


@pytest.mark.dials
def test_a_goto_may_be_allowed_no_jump(world: World) -> None:
    chaining.try_goto_that_never_jumps(world)


@pytest.mark.current
@pytest.mark.dials
def test_a_call_may_end_for_the_reason_of_another(world: World) -> None:
    chaining.try_hangup_for_anothers_reason(world)
