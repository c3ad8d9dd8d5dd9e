from __future__ import annotations

import pytest

from voipbin_harness.safety.limits import Budget, Limits, OverBudget
from voipbin_harness.safety.manners import LONGEST_WAIT_S, MOST_TRIES, PoliteManners

PLENTY = {"calls": 100, "minutes": 100.0, "money": 100.0, "call_minutes": 2.0, "price_per_minute": 0.5}


@pytest.mark.parametrize(
    ("tight", "word"), [({"calls": 3}, "calls"), ({"minutes": 6.0}, "minutes"), ({"money": 3.0}, "money")]
)
def test_each_limit_stops_before_it_is_passed(tight: dict[str, float], word: str) -> None:
    budget = Budget(Limits(**{**PLENTY, **tight}))  # type: ignore[arg-type]
    budget.take(3)
    with pytest.raises(OverBudget, match=f"{word} of at most .* limits.{word}"):
        budget.take(1)
    assert budget.legs == 3


def test_what_was_refused_is_given_back() -> None:
    budget = Budget(Limits(calls=1))
    budget.take(1)
    budget.give_back(1)
    budget.take(1)


def test_a_limit_that_is_no_number_stops_everything() -> None:
    with pytest.raises(OverBudget):
        Budget(Limits(money=float("nan"))).take(1)


class Time:
    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def manners(per_second: float = 16) -> tuple[PoliteManners, Time]:
    time = Time()
    return PoliteManners(per_second, time.wait, lambda: time.now), time


def test_requests_leave_no_faster_than_the_rate() -> None:
    polite, time = manners(10)
    for _ in range(21):
        polite.turn()
    assert time.now - 100 == pytest.approx(2.0)


def test_nobody_waits_who_is_slow_anyway() -> None:
    polite, time = manners(10)
    for _ in range(5):
        polite.turn()
        time.now += 1
    assert time.waits == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_get_is_sent_again_after_the_wait_that_was_asked_for(status: int) -> None:
    polite, time = manners()
    assert polite.again("GET", status, {"retry-after": "7"}, 1)
    assert time.waits == [7.0]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_what_may_have_dialled_is_never_sent_again(method: str) -> None:
    assert not manners()[0].again(method, 429, {"retry-after": "1"}, 1)


@pytest.mark.parametrize("status", [200, 400, 401, 404, 500, 502, 504])
def test_no_other_status_is_tried_again(status: int) -> None:
    assert not manners()[0].again("GET", status, {}, 1)


def test_it_gives_up_after_a_few_tries() -> None:
    assert not manners()[0].again("GET", 503, {}, MOST_TRIES)


@pytest.mark.parametrize("text", ["99999999", "9" * 5000, str(int(LONGEST_WAIT_S) + 1)])
def test_an_absurd_wait_is_not_obeyed(text: str) -> None:
    polite, time = manners()
    assert not polite.again("GET", 429, {"retry-after": text}, 1)
    assert time.waits == []


@pytest.mark.parametrize("text", ["-5", "soon", "", "NaN", "1e99", "²", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_nonsense_counts_as_a_short_wait(text: str) -> None:
    polite, time = manners()
    assert polite.again("GET", 429, {"retry-after": text}, 1)
    assert time.waits == [1.0]
