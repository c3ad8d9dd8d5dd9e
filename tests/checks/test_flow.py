import pytest
from building import CALLEE, MENU, SOURCE, ask, call, found_by, page, post_call, run, start, talk, tel, trace, uid

ANSWERED = (3000, "status", {"status": "progressing"})
LISTENS_UNTIL = 60_000


def prompt(at, text, lasts=1000, completed=True):
    return [
        (at, "prompt", {"kind": "talk", "text": text, "duration_ms": lasts}),
        (at + lasts, "prompt_end", {"completed": completed}),
    ]


def play(at, url):
    return [
        (at, "prompt", {"kind": "play", "url": url, "duration_ms": 1000}),
        (at + 1000, "prompt_end", {"completed": True}),
    ]


def press(at, digit):
    return (at, "digit_pressed", {"digit": digit})


def hangup(at, by="local"):
    return (at, "hangup", {"by": by, "reason": "normal", "code": 200})


def heard(*events, actions=MENU):
    flat = [one for event in events for one in (event if isinstance(event, list) else [event])]
    body = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": actions}
    later = ask("GET /flows", page(), at_ms=LISTENS_UNTIL)
    return {"exchanges": [post_call(call(), body=body), later], "traces": trace(ANSWERED, *flat)}


def flow(*events, actions=MENU):
    return [(one.where, one.observed) for one in run(**heard(*events, actions=actions)) if one.check == "flow"]


ASKS = prompt(3000, "One or two?")
SONG = [ASKS, press(4500, "1"), prompt(4500, "One it is."), hangup(5520)]


def wrong():
    return heard(ASKS, press(4500, "1"), prompt(4500, "Two it is."), hangup(5520))


def right():
    return heard(*SONG)


def loop(count):
    """Return what is heard of the menu in silence when its default arm is taken ``count`` times."""
    events, at = [], 3000
    for _ in range(count):
        events += [prompt(at, "One or two?"), prompt(at + 6000, "Neither.")]
        at += 7000
    return [*events, prompt(at, "So be it."), hangup(at + 1020)]


def test_the_digit_picks_the_arm():
    assert flow(*SONG) == []
    assert flow(ASKS, press(4500, "1"), prompt(4500, "Neither."), hangup(5520)) == [
        ("$.actions[3]", 'to hear "Neither."')
    ]


def test_a_wrong_digit_and_silence_lead_to_the_default_and_round_twice():
    assert flow(*loop(3)) == []
    for wrong_count in (1, 2, 4):
        assert len(flow(*loop(wrong_count))) == 1
    wrong_digit = [ASKS, press(4500, "9"), prompt(4500, "Neither."), prompt(5500, "One or two?"), press(7000, "2")]
    assert flow(*wrong_digit, prompt(7000, "Two it is."), hangup(8020)) == []


def test_the_time_for_a_digit_is_kept():
    early = [ASKS, prompt(6000, "Neither.")]
    assert flow(*early, hangup(7000, "remote")) == [("$.actions[1]", 'to hear "Neither."')]
    late = [ASKS, prompt(12_000, "Neither.")]
    assert flow(*late, hangup(13_000, "remote")) == [("$.actions[7]", 'to hear "Neither.", at another time')]


def test_a_digit_pressed_during_the_prompt_counts_the_newest_one():
    during = [prompt(3000, "One or two?")[0], press(3200, "1"), press(3400, "2"), prompt(3000, "One or two?")[1]]
    assert flow(*during, prompt(4000, "Two it is."), hangup(5020)) == []
    assert flow(*during, prompt(4000, "One it is."), hangup(5020)) != []


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_the_callee_may_hang_up_at_any_time(kept):
    assert flow(*SONG[:kept], hangup(4000 + 500 * kept, "remote")) == []


def test_a_prompt_may_be_cut_short_by_the_callee_alone():
    cut = prompt(3000, "One or two?", 700, completed=False)
    assert flow(cut, hangup(3700, "remote")) == []
    assert flow(cut, hangup(3700)) != []


def test_the_platform_hangs_up_when_the_flow_says_so_and_not_before():
    assert flow(ASKS, hangup(4500)) == [("$.actions[1]", "the end of the call (local)")]
    assert flow(*SONG[:-1]) == [("$.actions[4]", "nothing")]
    assert flow(*SONG[:-1], hangup(9000)) == [("$.actions[4]", "the end of the call (local), at another time")]


def test_a_call_that_somebody_asked_to_end_may_end_anywhere():
    arguments = heard(ASKS, hangup(4500))
    asked = ask("POST /calls/{id}/hangup", call("terminating"), id=uid(1), at_ms=4480)
    arguments["exchanges"] = [arguments["exchanges"][0], asked]
    assert found_by("flow", **arguments) == []


def test_actions_run_in_order_and_each_of_them():
    two = [talk("One."), talk("Two.")]
    assert flow(prompt(3000, "One."), prompt(4000, "Two."), hangup(5020), actions=two) == []
    assert flow(prompt(3000, "Two."), prompt(4000, "One."), hangup(5020), actions=two) != []
    assert flow(prompt(3000, "One."), hangup(4020), actions=two) != []
    assert flow(prompt(3000, "One."), prompt(4000, "Two."), prompt(5000, "Two."), hangup(6020), actions=two) != []


def test_each_file_is_played_in_turn():
    media = [{"type": "play", "option": {"stream_urls": ["a.wav", "b.wav"]}}]
    assert flow(play(3000, "a.wav"), play(4000, "b.wav"), hangup(5020), actions=media) == []
    assert flow(play(3000, "b.wav"), play(4000, "a.wav"), hangup(5020), actions=media) != []


def test_tones_are_those_of_the_action():
    send = [{"type": "dtmf_send", "option": {"dtmfs": "1#", "duration": 200, "interval": 100}}]

    def tones(*digits, lasts=200, apart=300):
        return [
            (3000 + apart * index, "digit_heard", {"digit": digit, "duration_ms": lasts})
            for index, digit in enumerate(digits)
        ]

    assert flow(tones("1", "#"), hangup(3520), actions=send) == []
    for wrong_tones in (
        tones("1"),
        tones("#", "1"),
        tones("1", "#", "#"),
        tones("1", "#", lasts=500),
        tones("1", "#", apart=400),
    ):
        assert flow(wrong_tones, hangup(3520), actions=send) != []
    too_far = [("$.actions[0]", "the tone #, at another time")]
    assert flow(tones("1", "#", apart=400), hangup(3620), actions=send) == too_far


def test_a_sleep_is_a_silence_of_its_length():
    asleep = [{"type": "sleep", "option": {"duration": 2000}}, talk("Awake.")]
    assert flow(prompt(5000, "Awake."), hangup(6020), actions=asleep) == []
    assert flow(prompt(4000, "Awake."), hangup(5020), actions=asleep) != []
    assert flow(prompt(7000, "Awake."), hangup(8020), actions=asleep) != []


def test_the_flow_goes_on_when_the_other_party_has_left():
    actions = [{"type": "connect", "option": {"destinations": [tel("+15550100015")]}}, talk("Back.")]
    other = trace((3000, "status", {"status": "dialing"}), number=2)
    bridged = [(5000, "bridged", {"with": uid(2)}), (8000, "unbridged", {"with": uid(2)})]
    for events, right in (
        ([*bridged, prompt(8000, "Back."), hangup(9020)], True),
        ([prompt(8000, "Back."), hangup(9020)], True),
        ([*bridged, hangup(8020)], False),
        ([*bridged, prompt(9000, "Back."), hangup(10_020)], False),
    ):
        arguments = heard(*events, actions=actions)
        own = arguments["traces"][uid(1)]
        both = type(own)(own.call_id, own.events + other[uid(2)].events)
        assert (found_by("flow", **{**arguments, "traces": {uid(1): both}}) == []) is right


def test_nothing_is_heard_before_the_answer():
    arguments = heard(*SONG)
    arguments["traces"] = trace((0, "status", {"status": "dialing"}), *ASKS)
    assert found_by("flow", **arguments) == ["flow at $.actions[0]"]


def test_what_was_taken_is_covered():
    session = start()
    arguments = heard(*loop(3))
    for exchange in arguments["exchanges"]:
        session.check(exchange)
    session.close(arguments["traces"])
    assert {
        ("outcomes", "branch: default"),
        ("outcomes", "goto: taken"),
        ("outcomes", "goto: skipped"),
        ("outcomes", "digits_receive: timeout"),
    } <= session.facts()
