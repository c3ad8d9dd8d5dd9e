"""Every bad server meets a clear finding, in time, with little memory, and is never taken for a good one."""

from __future__ import annotations

import time

import pytest

from tests.hostile.behaviours import BEHAVIOURS, NOTHING, Bad
from tests.hostile.experience import AT_MOST_S, Experience
from tests.hostile.server import Server
from voipbin_harness import client
from voipbin_harness.line import LONGEST_BODY


@pytest.fixture(autouse=True)
def _short_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_LONGEST_WALK", 20)


@pytest.mark.parametrize("bad", BEHAVIOURS, ids=lambda bad: bad.name)
def test_a_bad_server_meets_a_clear_finding(bad: Bad, server: Server, experience: Experience) -> None:
    experience.world.client().credential()
    server.behave(bad.answer, *bad.at)
    began = time.perf_counter()
    experience.meet(bad.does)
    took = time.perf_counter() - began
    if bad.finds == NOTHING:
        assert experience.watch.failing == []
    else:
        assert bad.finds in experience.kinds, experience.watch.violations
        assert bad.says in experience.observed
    assert took < AT_MOST_S
    assert server.sent < LONGEST_BODY + 8 * 1024 * 1024
