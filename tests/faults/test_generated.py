"""Faults made from the mock's own answers: each has a name that loads, and can be seen."""

from __future__ import annotations

import contextlib
import random

import pytest

from voipbin_mock.faults import Fault, UnknownFault, load_fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._generated import generated_names

#: What cannot be seen without a flow that is good but for one option; the tour has none for each.
OF_ACTIONS = ":action "


def seen(fault: Fault, edition: str, *switched_on: str) -> list[object]:
    drive = Drive(switched_on, edition)
    with contextlib.suppress(KeyError, TypeError, StopIteration, IndexError, AttributeError):
        fault.trigger(drive)
    return drive.seen


@pytest.mark.parametrize("edition", ["tutorial", "current"])
def test_there_are_faults_for_every_operation_and_their_names_load(edition: str) -> None:
    names = generated_names(edition)
    assert len(names) > 2000
    assert len({name.split(":")[1] for name in names}) >= 24
    assert all(load_fault(name).name == name for name in names)


@pytest.mark.parametrize("edition", ["tutorial", "current"])
def test_a_sample_of_them_can_be_seen(edition: str) -> None:
    names = [name for name in generated_names(edition) if OF_ACTIONS not in name and ":null" not in name]
    clean: dict[str, list[object]] = {}
    for name in random.Random(0).sample(names, 120):
        fault = load_fault(name)
        where = name.split(":")[3]
        if where not in clean:
            clean[where] = seen(fault, edition)
        assert seen(fault, edition, name) != clean[where], name


@pytest.mark.parametrize("wrong", ["generated:", "generated:GET /nowhere:200:$:add", "generated:GET /calls:200:$:eat"])
def test_a_name_that_makes_no_sense_is_unknown(wrong: str) -> None:
    with pytest.raises(UnknownFault):
        load_fault(wrong)
