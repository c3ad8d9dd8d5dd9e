from itertools import product
from random import Random

import pytest
from building import NEVER, call, found_by, get_call, tm

from voipbin_harness.checks import Terms
from voipbin_harness.checks import timestamps as rules
from voipbin_harness.checks.context import Context
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.observed import Sighting


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


def test_the_update_of_an_ended_call_stays_while_nothing_else_changes():
    ended, later = call("hangup"), call("hangup", tm_update=tm(60))
    assert timestamps(ended, later) == ["timestamps at $.tm_update"]
    assert timestamps(ended, {**later, "hangup_reason": "cancel"}) == []
    assert timestamps(call("progressing"), call("progressing", tm_update=tm(60))) == []
    assert found_by("timestamps", [get_call(ended), get_call(later)], live=True) == []


TIMES = ("tm_create", "tm_ringing", "tm_progressing", "tm_hangup", "tm_update")
#: Calls with each of their times at one of three seconds, or not come.
ALL = [dict(zip(TIMES, times, strict=True)) for times in product((NEVER, tm(1), tm(2), tm(3)), repeat=len(TIMES))]


def sight(times):
    document = call("hangup", **times)
    return Sighting(document["id"], edition("tutorial").read_call(document), "$", get_call(document))


def test_what_is_passed_over_at_a_glance_has_nothing_wrong():
    ctx, drawn = Context(Terms(load("tutorial"), edition("tutorial"))), Random(0)
    for times in ALL:
        now, before = sight(times), sight(drawn.choice(ALL))
        alone = [*rules._order(ctx, now), *rules._update(ctx, now)]
        assert not (alone and rules._in_order(now.call))
        assert not ([*rules._kept(ctx, before.call, now)] and rules._goes_on(before.call, now.call))
