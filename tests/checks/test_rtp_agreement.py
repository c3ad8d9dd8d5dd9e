from itertools import chain

from building import call, get_call, run, trace, uid

from voipbin_harness.callees.heard import LegEvent, Trace

SIP = (2500, "sip", {"way": "to the platform", "what": "200"})
ANSWER = (3000, "status", {"status": "progressing"})
END = (9000, "hangup", {"by": "local", "reason": "normal", "code": 200})

#: The platform's clock began 2 s after the harness's.
EARLIER = 2000


def spoken(at, lasts, **detail):
    return [
        (at, "prompt", {"kind": "talk", "text": "Hello.", **detail}),
        (at + lasts, "prompt_end", {"completed": True}),
    ]


def heard(at, lasts):
    return [(at, "prompt", {"kind": "sound"}), (at + lasts, "prompt_end", {"kind": "sound", "duration_ms": lasts})]


def tone(at, digit, lasts=200):
    return [(at, "digit_heard", {"digit": digit, "duration_ms": lasts})]


def key(at, digit):
    return [(at, "digit_pressed", {"digit": digit})]


def session(told, seen):
    events = [(at - EARLIER, name, detail) for at, name, detail in [ANSWER, *chain(*told)]]
    leg = uid(1)
    noted = [*chain(*seen)]
    end = [] if any(name == "hangup" for _, name, _ in noted) else [END]
    (both,) = trace(SIP, ANSWER, *noted, *end).values()
    says = tuple(LegEvent(at, leg, name, detail) for at, name, detail in events)
    return {"exchanges": [get_call(call("hangup"), at_ms=9000)], "traces": {leg: Trace(leg, both.events, says)}}


def agreement(told, seen):
    return [(one.where, one.observed) for one in run(**session(told, seen)) if one.check == "rtp_agreement"]


def wrong():
    return session([spoken(3000, 1500)], [])


def right():
    return session([spoken(3000, 1500), tone(6000, "1")], [heard(3010, 1480), tone(6005, "1", 200)])


def test_prompts_that_follow_each_other_at_once_are_one_sound():
    assert agreement([spoken(3000, 1000), spoken(4000, 1000)], [heard(3000, 2000)]) == []
    assert agreement([spoken(3000, 1000), spoken(6000, 1000)], [heard(3000, 1000)]) == [
        ("sound", "0.0 to 1.0 s on the wire")
    ]


def test_a_sound_that_is_too_short_or_too_late_is_found():
    assert agreement([spoken(3000, 2000)], [heard(3000, 1000)])
    assert agreement([spoken(3000, 2000)], [heard(4000, 2000)])
    assert agreement([spoken(3000, 2000)], [heard(3200, 2000)]) == []


def test_a_late_machine_is_given_more_time_and_no_more_than_that():
    late = [(9000, "hangup", {**END[2], "late_ms": 700})]
    assert agreement([spoken(3000, 2000)], [heard(4000, 2000), late]) == []
    assert agreement([spoken(3000, 2000)], [heard(5500, 2000), late])


def test_another_sound_than_the_text_is_found():
    (at, name, detail), end = heard(3000, 1500)
    other = (at, name, {**detail, "unlike": "Hello."})
    assert agreement([spoken(3000, 1500)], [[other, end]]) == [("words", "another sound on the wire")]


def test_a_file_that_is_silent_makes_no_sound():
    assert agreement([spoken(3000, 1000, kind="play", url="https://media.example/silence-1s.wav")], []) == []


def test_tones_have_their_digits_and_lengths():
    assert agreement([tone(4000, "1"), tone(4400, "2")], [tone(4000, "2"), tone(4400, "1")]) == [
        ("tones", "21 on the wire")
    ]
    assert agreement([tone(4000, "1", 500)], [tone(4000, "1", 200)]) == [("tones", "200 ms on the wire")]
    assert agreement([tone(4000, "1", 500)], [tone(4000, "1", 460)]) == []


def test_keys_that_were_pressed_have_come():
    assert agreement([key(5000, "1")], [key(4900, "1")]) == []
    assert agreement([], [key(4900, "1")]) == [("keys", "none on the wire")]
    assert agreement([], [key(8800, "1")]) == []  # on its way when the call ended


def test_whoever_is_bridged_has_a_third_speaker():
    assert agreement([[(4000, "bridged", {"with": uid(2)})]], [heard(5000, 1000), tone(6000, "5")]) == []
