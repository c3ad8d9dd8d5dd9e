import pytest
from building import CALLEE, SOURCE, call, found_by, post_call, tel, trace

SEND = {"type": "dtmf_send", "option": {"dtmfs": "123", "duration": 200, "interval": 1000}}


def tones(apart_ms, *actions):
    body = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": actions or [SEND]}
    up = (0, "status", {"status": "progressing"})
    heard = [(which * apart_ms, "digit_heard", {"digit": "123"[which], "duration_ms": 200}) for which in range(3)]
    over = (2 * apart_ms + 200, "hangup", {"by": "local", "reason": "normal", "code": 200})
    return {"exchanges": [post_call(call(), body=body)], "traces": trace(up, *heard, over)}


def wrong():
    return tones(300)


def right():
    return tones(1200)


@pytest.mark.parametrize(("apart_ms", "fits"), [(200, False), (1000, True), (1200, True), (3000, False)])
def test_an_interval_counts_from_the_beginning_or_the_end_of_a_tone(apart_ms, fits):
    assert (found_by("tone_spacing", **tones(apart_ms)) == []) is fits


def test_tones_that_are_sent_more_than_once_are_left_to_the_flow():
    assert found_by("tone_spacing", **tones(300, SEND, SEND)) == []
