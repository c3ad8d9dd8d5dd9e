"""Every bad server meets a clear finding, in time, with little memory, and is never taken for a good one."""

from __future__ import annotations

import time

import pytest

from tests.hostile.behaviours import BEHAVIOURS, NOTHING, Bad
from tests.hostile.experience import AT_MOST_S, AT_MOST_WALL_S, Experience
from tests.hostile.server import Server
from voipbin_harness import client
from voipbin_harness.line import LONGEST_BODY
from voipbin_harness.violation import Kind


@pytest.fixture(autouse=True)
def _short_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_LONGEST_WALK", 20)


@pytest.mark.parametrize("bad", BEHAVIOURS, ids=lambda bad: bad.name)
def test_a_bad_server_meets_a_clear_finding(bad: Bad, server: Server, experience: Experience) -> None:
    experience.world.client().credential()
    server.behave(bad.answer, *bad.at)
    if bad.finds == Kind.LATENCY:
        experience.hurry()
    began, computed = time.perf_counter(), time.process_time()
    experience.meet(bad.does)
    assert time.process_time() - computed < AT_MOST_S
    assert time.perf_counter() - began < AT_MOST_WALL_S
    if bad.finds == NOTHING:
        assert experience.watch.failing == []
    else:
        assert bad.finds in experience.kinds, experience.watch.violations
        assert bad.says in experience.observed
    assert server.sent < LONGEST_BODY + 8 * 1024 * 1024
