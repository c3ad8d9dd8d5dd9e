import pytest
from building import NEVER, call, found_by, get_call, post_call, tm

WHOLE_LIFE = ("dialing", "ringing", "progressing", "terminating", "hangup")


def lifecycle(*exchanges):
    return found_by("lifecycle", exchanges)


def test_a_call_that_moves_forward_through_all_its_statuses_is_right():
    assert lifecycle(post_call(call()), *(get_call(call(status)) for status in WHOLE_LIFE)) == []


def test_statuses_may_pass_unseen():
    assert lifecycle(post_call(call()), get_call(call("hangup"))) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("ringing", "dialing"), ("progressing", "ringing"), ("terminating", "progressing"), ("hangup", "progressing")],
)
def test_a_status_never_goes_back(earlier, later):
    assert lifecycle(get_call(call(earlier)), get_call(call(later))) == ["lifecycle at $.status"]


def test_a_call_that_is_cancelled_is_never_answered():
    assert lifecycle(get_call(call("canceling")), get_call(call("progressing"))) == ["lifecycle at $.status"]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"status": "ringing", "tm_ringing": tm(0)}, "status"),
        ({"direction": "incoming"}, "direction"),
        ({"type": "conference"}, "type"),
    ],
)
def test_a_created_call_is_an_outgoing_flow_call_that_dials(wrong, where):
    assert lifecycle(post_call(call(**wrong))) == [f"lifecycle at $[0].{where}"]


def test_a_running_call_does_not_say_how_it_ended():
    found = lifecycle(get_call(call("progressing", hangup_by="local", hangup_reason="normal")))
    assert found == ["lifecycle at $.hangup_by", "lifecycle at $.hangup_reason"]


def test_an_ended_call_says_how_it_ended():
    assert lifecycle(get_call(call("hangup", hangup_by=""))) == ["lifecycle at $.hangup_by"]
    assert lifecycle(get_call(call("hangup", hangup_reason=""))) == ["lifecycle at $.hangup_reason"]


@pytest.mark.parametrize(
    ("reason", "side"), [("busy", "remote"), ("noanswer", "remote"), ("cancel", "local"), ("dialout", "local")]
)
def test_an_unanswered_call_has_the_reason_of_one_and_from_the_right_side(reason, side):
    unanswered = {"tm_progressing": NEVER, "hangup_reason": reason}
    other = "local" if side == "remote" else "remote"
    assert lifecycle(get_call(call("hangup", **unanswered, hangup_by=side))) == []
    assert lifecycle(get_call(call("hangup", **unanswered, hangup_by=other))) == ["lifecycle at $.hangup_by"]
    assert lifecycle(get_call(call("hangup", hangup_by=side, hangup_reason=reason))) == ["lifecycle at $.hangup_reason"]


def test_a_call_that_was_never_answered_does_not_end_normally():
    assert lifecycle(get_call(call("hangup", tm_progressing=NEVER))) == ["lifecycle at $.hangup_reason"]


def test_a_cancelled_call_ends_as_cancelled():
    ended = call("hangup", tm_progressing=NEVER, hangup_by="remote", hangup_reason="noanswer")
    assert lifecycle(get_call(call("canceling")), get_call(ended)) == ["lifecycle at $.hangup_reason"]


@pytest.mark.parametrize(
    ("status", "name"), [("ringing", "ringing"), ("progressing", "progressing"), ("hangup", "hangup")]
)
def test_a_status_that_was_reached_has_its_time(status, name):
    assert f"lifecycle at $.tm_{name}" in lifecycle(get_call(call(status, **{f"tm_{name}": NEVER})))


def test_a_status_that_is_to_come_has_no_time():
    assert lifecycle(get_call(call("ringing", tm_progressing=tm(3)))) == ["lifecycle at $.tm_progressing"]


def test_how_a_call_ended_does_not_change():
    ended = call("hangup", hangup_by="remote")
    assert lifecycle(get_call(call("hangup")), get_call(ended)) == ["lifecycle at $.hangup_by"]


def wrong():
    return {"exchanges": [post_call(call(type="conference"))]}


def right():
    return {"exchanges": [post_call(call()), *(get_call(call(status)) for status in WHOLE_LIFE)]}
