import pytest
from building import NEVER, call, found_by, get_call, tm


def timestamps(*calls):
    return found_by("timestamps", [get_call(one) for one in calls])


def wrong():
    return {"exchanges": [get_call(call("hangup", tm_progressing=tm(0.5)))]}


def right():
    return {"exchanges": [get_call(call(status)) for status in ("dialing", "ringing", "progressing", "hangup")]}


@pytest.mark.parametrize(
    ("member", "second"), [("tm_ringing", -1), ("tm_progressing", 0.5), ("tm_hangup", 2), ("tm_create", 1.5)]
)
def test_times_are_in_order(member, second):
    second = max(second, 0)
    wrong_order = call("hangup", **{"tm_create": tm(0.7), "tm_update": tm(10), member: tm(second)})
    assert timestamps(wrong_order)


def test_a_time_that_was_set_stays():
    assert timestamps(call("ringing"), call("progressing", tm_ringing=tm(2))) == ["timestamps at $.tm_ringing"]
    assert timestamps(call("ringing"), call("progressing", tm_ringing=NEVER)) == ["timestamps at $.tm_ringing"]


def test_the_update_is_never_older_than_a_change():
    assert timestamps(call("progressing", tm_update=tm(1))) == ["timestamps at $.tm_update"]
    assert timestamps(call("progressing", tm_update=NEVER)) == ["timestamps at $.tm_update"]
    assert timestamps(call("ringing", tm_update=tm(2)), call("ringing")) == ["timestamps at $.tm_update"]
