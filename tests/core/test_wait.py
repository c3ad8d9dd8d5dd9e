from __future__ import annotations

import itertools

import pytest

from voipbin_harness.wait import LIMITS_MS, TimedOut, eventually


class Steps:
    """A clock that moves a second a step and runs dry at ``last_ms``."""

    def __init__(self, last_ms: int) -> None:
        self._now_ms = 0
        self._last_ms = last_ms

    def now_ms(self) -> int:
        return self._now_ms

    def step(self, limit_ms: int) -> bool:
        if self._now_ms >= min(limit_ms, self._last_ms):
            return False
        self._now_ms += 1000
        return True

    def advance(self, duration_ms: int) -> None:
        self._now_ms += duration_ms


def test_returns_what_was_seen_when_it_held() -> None:
    counter = itertools.count()
    assert eventually(lambda: next(counter), lambda n: n == 3, clock=Steps(10_000), limit="answer", what="three") == 3


def test_looks_before_it_lets_time_pass() -> None:
    clock = Steps(10_000)
    eventually(lambda: True, bool, clock=clock, limit="answer", what="truth")
    assert clock.now_ms() == 0


def test_gives_up_when_nothing_more_can_happen_and_says_what_it_saw() -> None:
    with pytest.raises(TimedOut, match=r"waited 2000 ms of at most 60000 ms for a ghost; last seen: fog") as caught:
        eventually(lambda: "fog", lambda seen: seen == "ghost", clock=Steps(2000), limit="answer", what="a ghost")
    assert caught.value.last == "fog"


def test_gives_up_at_its_limit() -> None:
    with pytest.raises(TimedOut) as caught:
        eventually(lambda: 0, bool, clock=Steps(10**9), limit="answer", what="nothing")
    assert caught.value.waited_ms == LIMITS_MS["answer"]
