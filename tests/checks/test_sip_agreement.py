import pytest
from building import NEVER, call, get_call, run, tm, trace

INVITED = (500, "sip", {"way": "from the platform", "what": "INVITE"})
RINGS = [INVITED, (1000, "status", {"status": "ringing"})]
ANSWERS = [*RINGS, (3000, "status", {"status": "progressing"})]
BYE = (9000, "hangup", {"by": "local", "reason": "normal", "code": 200})
UNANSWERED = {"tm_progressing": NEVER, "tm_hangup": tm(2), "tm_update": tm(2)}


def agreement(document, *events):
    found = run([get_call(document, at_ms=9000)], traces=trace(*events))
    return [
        f"{one.kind} at {one.where}: {one.observed} ({one.witness})" for one in found if one.check == "sip_agreement"
    ]


def wrong():
    ended = (9000, "hangup", {"by": "remote", "reason": "normal", "code": 200})
    return {"exchanges": [get_call(call("hangup"), at_ms=9000)], "traces": trace(*ANSWERS, ended)}


def right():
    return {"exchanges": [get_call(call("hangup"), at_ms=9000)], "traces": trace(*ANSWERS, BYE)}


@pytest.mark.parametrize(
    ("code", "reason"),
    [(486, "busy"), (600, "busy"), (480, "noanswer"), (603, "noanswer"), (503, "failed"), (404, "failed")],
)
def test_a_status_has_its_reason(code, reason):
    ended = (2000, "hangup", {"by": "remote", "code": code})
    right = call("hangup", hangup_by="remote", hangup_reason=reason, **UNANSWERED)
    assert agreement(right, *RINGS, ended) == []
    wrong = {**right, "hangup_reason": "timeout"}
    assert agreement(wrong, *RINGS, ended) == ["lifecycle at $.hangup_reason: timeout (sip)"]


@pytest.mark.parametrize(("reason", "found"), [("cancel", 0), ("dialout", 0), ("normal", 1), ("busy", 1)])
def test_a_cancelled_call_was_cancelled_or_dialled_out(reason, found):
    ended = (2000, "hangup", {"by": "local", "code": 487})
    document = call("hangup", hangup_by="local", hangup_reason=reason, **UNANSWERED)
    assert len(agreement(document, *RINGS, ended)) == found


def test_the_spans_are_those_of_the_wire():
    late = call("hangup", tm_hangup=tm(10), tm_update=tm(10))
    assert agreement(late, *ANSWERS, BYE) == ["timestamps at $.tm_hangup: 7 s (sip)"]
    near = call("hangup", tm_hangup=tm(9.4), tm_update=tm(9.4))
    assert agreement(near, *ANSWERS, BYE) == []


def test_a_late_machine_is_given_more_time_and_no_more_than_that():
    at, name, detail = BYE
    assert (
        agreement(call("hangup", tm_hangup=tm(10), tm_update=tm(10)), *ANSWERS, (at, name, {**detail, "late_ms": 400}))
        == []
    )
    long_ago = call("hangup", tm_hangup=tm(14), tm_update=tm(14))
    assert agreement(long_ago, *ANSWERS, (at, name, {**detail, "late_ms": 60_000})) != []


def test_an_answer_that_nobody_gave_is_found():
    ended = (9000, "hangup", {"by": "local", "code": 487})
    assert any("tm_progressing" in one for one in agreement(call("hangup"), *RINGS, ended))


def test_other_witnesses_are_no_concern_of_it():
    ended = replace_by(BYE, "remote")
    assert agreement(call("hangup"), *ANSWERS[1:], ended) == []


def replace_by(event, by):
    at, name, detail = event
    return at, name, {**detail, "by": by}
