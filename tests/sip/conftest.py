"""What the tests over SIP share; whatever is started ends with its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sip.baresip import Baresip, start
from tests.sip.platform import Platform
from tests.sip.sipp import Sipp, run
from voipbin_harness.callees.sip.agent import UserAgent
from voipbin_harness.targets.live_clock import LiveClock


@pytest.fixture
def platform() -> Iterator[Callable[..., Platform]]:
    """Return a function that makes a mock with a trunk to a port."""
    made: list[Platform] = []

    def make(port: int, *faults: str, **how: Any) -> Platform:
        made.append(Platform(port, *faults, **how))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def agent() -> Iterator[UserAgent]:
    """The harness's user agent, at any free port."""
    made = UserAgent("127.0.0.1", 0, LiveClock().now_ms)
    yield made
    made.close()


@pytest.fixture
def sipp(tmp_path: Path) -> Iterator[Callable[..., Sipp]]:
    """Return a function that starts SIPp with a scenario."""
    started: list[Sipp] = []

    def begin(*steps: str, **how: Any) -> Sipp:
        started.append(run(tmp_path, *steps, **how))
        return started[-1]

    yield begin
    for one in started:
        one.process.kill()
        one.process.communicate()


@pytest.fixture
def baresip(tmp_path: Path) -> Iterator[Callable[..., Baresip]]:
    """Return a function that starts baresip."""
    started: list[Baresip] = []

    def begin(**how: Any) -> Baresip:
        started.append(start(tmp_path, **how))
        return started[-1]

    yield begin
    for one in started:
        one.close()
