"""Traffic that no careful client sends, for every operation: each probe is one kind of it."""

from __future__ import annotations

import pytest

from voipbin_harness.properties import probes
from voipbin_harness.world import World

pytestmark = pytest.mark.dials


def test_withstands(world: World, probe: str) -> None:
    probes.try_probe(world, probe)
