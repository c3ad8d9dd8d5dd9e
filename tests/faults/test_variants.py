"""Harmless variants raise no finding: what a real deployment does otherwise and no document forbids."""

from __future__ import annotations

import pytest

from tests.faults.playing import judge, play
from tests.faults.sessions import a_day
from voipbin_mock.faults import load_fault, names

VARIANTS = [fault for fault in map(load_fault, names()) if fault.harmless]
EACH = [(fault.name, edition) for fault in VARIANTS for edition in fault.editions]


@pytest.mark.parametrize("edition", ["tutorial", "current"])
def test_there_are_enough_in_each_edition(edition: str) -> None:
    assert sum(edition in fault.editions for fault in VARIANTS) >= 24


@pytest.mark.parametrize(("name", "edition"), EACH)
def test_a_variant_raises_no_finding(name: str, edition: str) -> None:
    played = play(a_day, edition, name)
    assert played.complete
    assert [str(one) for one in judge(played)] == []
