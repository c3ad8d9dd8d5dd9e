import pytest
from building import NEVER, call, get_call, run, tm, trace

RINGS = [(0, "status", {"status": "dialing"}), (1000, "status", {"status": "ringing"})]
ANSWERS = [*RINGS, (3000, "status", {"status": "progressing"})]
LOCAL = (9000, "hangup", {"by": "local", "reason": "normal", "code": 200})


def agreement(exchanges, *events):
    return [
        f"{one.kind} at {one.where}" for one in run(exchanges, traces=trace(*events)) if one.check == "hangup_agreement"
    ]


def wrong():
    remote = (9000, "hangup", {"by": "remote", "reason": "normal", "code": 200})
    return {"exchanges": [get_call(call("hangup"), at_ms=9000)], "traces": trace(*ANSWERS, remote)}


def right():
    return {"exchanges": [get_call(call("hangup"), at_ms=9000)], "traces": trace(*ANSWERS, LOCAL)}


@pytest.mark.parametrize(("code", "reason"), [(486, "busy"), (480, "noanswer"), (603, "noanswer"), (503, "failed")])
def test_the_reason_is_what_the_callee_answered(code, reason):
    ended = (2000, "hangup", {"by": "remote", "reason": "", "code": code})
    times = {"tm_progressing": NEVER, "tm_hangup": tm(2), "tm_update": tm(2), "hangup_by": "remote"}
    right, wrong = (call("hangup", hangup_reason=one, **times) for one in (reason, "cancel"))
    assert agreement([get_call(right, at_ms=2000)], *RINGS, ended) == []
    assert agreement([get_call(wrong, at_ms=2000)], *RINGS, ended) == ["lifecycle at $.hangup_reason"]


@pytest.mark.parametrize(("member", "value"), [("tm_ringing", tm(2)), ("tm_progressing", tm(4)), ("tm_hangup", tm(8))])
def test_the_times_are_those_of_the_leg(member, value):
    moved = call("hangup", **{member: value})
    assert agreement([get_call(moved, at_ms=9000)], *ANSWERS, LOCAL) == [f"timestamps at $.{member}"]


def test_the_api_notices_the_end_and_does_not_invent_one():
    assert agreement([get_call(call("progressing"), at_ms=20_000)], *ANSWERS, LOCAL) == ["lifecycle at $.status"]
    assert agreement([get_call(call("progressing"), at_ms=9500)], *ANSWERS, LOCAL) == []
    assert agreement([get_call(call("hangup"), at_ms=20_000)], *ANSWERS) == ["lifecycle at $.status"]
