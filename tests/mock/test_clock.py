"""The virtual clock."""

import pytest

from voipbin_mock.clock import Clock, calendar


def test_events_run_at_their_instant_and_in_order():
    clock, seen = Clock(), []
    clock.after(20, lambda: seen.append(("later", clock.now_ms)))
    clock.after(10, lambda: seen.append(("first", clock.now_ms)))
    clock.after(10, lambda: seen.append(("second", clock.now_ms)))
    assert clock.advance(15) == 2
    assert clock.now_ms == 15
    assert clock.advance(100) == 1
    assert seen == [("first", 10), ("second", 10), ("later", 20)]


def test_an_event_may_schedule_another_one_within_the_same_advance():
    clock, seen = Clock(), []
    clock.after(10, lambda: clock.after(10, lambda: seen.append(clock.now_ms)))
    clock.advance(50)
    assert seen == [20]


def test_to_next_event_runs_all_of_one_instant_and_what_comes_up_at_it():
    clock, seen = Clock(), []
    clock.after(10, lambda: clock.after(0, lambda: seen.append("inner")))
    clock.after(10, lambda: seen.append("outer"))
    clock.after(11, lambda: seen.append("later"))
    assert clock.to_next_event() == 3
    assert (seen, clock.now_ms) == (["outer", "inner"], 10)


def test_to_next_event_stays_where_it_is_without_an_event_or_beyond_its_limit():
    clock = Clock()
    assert clock.to_next_event() == 0
    clock.after(100, lambda: None)
    assert clock.to_next_event(99) == 0
    assert clock.now_ms == 0
    assert clock.to_next_event(100) == 1


def test_a_cancelled_timer_neither_runs_nor_counts_as_an_event():
    clock = Clock()
    clock.after(10, pytest.fail).cancel()
    assert clock.next_due_ms() is None
    assert clock.advance(20) == 0


def test_cancelled_timers_are_not_kept():
    clock = Clock()
    for _ in range(5000):
        clock.after(1_000_000, lambda: None).cancel()
    assert len(clock._due) <= 1024


def test_looking_moves_nothing(api):
    call = api.call("+15550100010")
    for _ in range(5):
        assert api.get(f"/calls/{call['id']}") == call
    assert api.get("/_mock/clock") == {"mode": "virtual", "now_ms": 0}


def test_control_of_the_clock(api):
    assert api.post("/_mock/clock", {"advance_ms": 5}) == {"mode": "virtual", "now_ms": 5, "fired": 0}
    assert api.post("/_mock/clock", {"to_next_event": True}) == {"mode": "virtual", "now_ms": 5, "fired": 0}
    api.call("+15550100010")
    assert api.post("/_mock/clock", {"to_next_event": True, "until_ms": 104})["now_ms"] == 5
    assert api.post("/_mock/clock", {"to_next_event": True, "until_ms": 105}) == {
        "mode": "virtual",
        "now_ms": 105,
        "fired": 1,
    }
    assert api.post("/_mock/clock", {"mode": "virtual"})["fired"] == 0


@pytest.mark.parametrize(
    "body",
    [{"advance_ms": -1}, {"advance_ms": 1.5}, {"advance_ms": 10**30}, {"mode": "fast"}, {"to_next_event": 1}, []],
)
def test_a_malformed_order_to_the_clock_is_400(api, body):
    assert api.send("POST", "/_mock/clock", json=body).status_code == 400


def test_only_a_virtual_clock_is_moved_by_hand(make_api):
    api = make_api(clock="real")
    assert api.send("POST", "/_mock/clock", json={"advance_ms": 1}).status_code == 409
    assert api.post("/_mock/clock", {"mode": "virtual", "advance_ms": 1})["mode"] == "virtual"


def test_every_instant_a_clock_can_reach_has_a_date(api, make):
    api.advance(499 * 365 * 24 * 3600 * 1000)
    token = api.post("/auth/login", {"username": "demo", "password": "demo"})["token"]
    created = api.send("POST", "/calls", None, params={"token": token}, json=make.call_body("+15550100010"))
    assert created.json()[0]["tm_create"] > "2500"
    assert calendar(0).isoformat() == "2026-01-01T00:00:00+00:00"
