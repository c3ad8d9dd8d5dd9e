"""What the actions of the tutorial do on a call."""

import pytest

FIRST, ONE, TWO, OTHER = (f"0000000{n}-0000-4000-8000-000000000000" for n in range(1, 5))


def menu(make, loops=2):
    """Return a menu: one digit leads to ONE or TWO, anything else back to the start some times."""
    return [
        make.talk("menu", id=FIRST),
        {"type": "digits_receive", "option": {"duration": 5000, "length": 1}},
        {"type": "branch", "option": {"default_target_id": OTHER, "target_ids": {"1": ONE, "2": TWO}}},
        make.talk("one", id=ONE),
        {"type": "hangup"},
        make.talk("two", id=TWO),
        {"type": "hangup"},
        make.talk("other", id=OTHER),
        {"type": "goto", "option": {"target_id": FIRST, "loop_count": loops}},
        make.talk("farewell"),
        {"type": "hangup"},
    ]


@pytest.mark.parametrize(("digit", "heard"), [("1", "one"), ("2", "two")])
def test_a_digit_picks_the_branch(api, make, digit, heard):
    call = api.call(f"+1555010000{digit}", *menu(make))
    api.run()
    assert api.prompts(call["id"]) == ["menu", heard]
    (received,) = api.trace(call["id"], "digits_received")
    assert received["detail"] == {"digits": digit, "by": "length"}
    (branch,) = api.trace(call["id"], "branch")
    assert branch["detail"] == {"digits": digit, "target_id": ONE if digit == "1" else TWO}


@pytest.mark.parametrize("number", ["+15550100009", "+15550100010"])
@pytest.mark.parametrize("loops", [0, 1, 2])
def test_a_wrong_digit_or_silence_runs_the_loop_to_its_end(api, make, number, loops):
    call = api.call(number, *menu(make, loops))
    api.run()
    assert api.prompts(call["id"]) == ["menu", "other"] * (loops + 1) + ["farewell"]
    taken = [entry["detail"]["taken"] for entry in api.trace(call["id"], "goto")]
    assert taken == [True] * loops + [False]


def test_silence_is_received_when_the_time_is_up(api, make):
    call = api.call("+15550100010", *menu(make, 0))
    api.run()
    (received,) = api.trace(call["id"], "digits_received")
    assert received["detail"] == {"digits": "", "by": "timeout"}
    assert received["at_ms"] == 2100 + 500 + 5000


def test_digits_that_do_not_suffice_count_when_the_time_is_up(api, make):
    number = api.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 100, "digits": "12"}])
    receive = {"type": "digits_receive", "option": {"duration": 3000, "length": 4}}
    call = api.call(number, make.talk(), receive)
    api.run()
    assert api.trace(call["id"], "digits_received")[0]["detail"] == {"digits": "12", "by": "timeout"}


def test_a_key_ends_a_receive_and_is_no_part_of_it(api, make):
    number = api.callee(acts=[{"do": "press", "after": "prompt", "delay_ms": 100, "digits": "12#3"}])
    receive = {"type": "digits_receive", "option": {"duration": 3000, "length": 4, "key": "#"}}
    call = api.call(number, make.talk(), receive)
    api.run()
    assert api.trace(call["id"], "digits_received")[0]["detail"] == {"digits": "12", "by": "key"}


def test_the_newest_digit_of_a_prompt_counts_for_the_next_receive(api, make):
    number = api.callee(acts=[{"do": "press", "after": "answer", "delay_ms": 100, "digits": "31"}])
    call = api.call(number, *menu(make))
    api.run()
    assert api.prompts(call["id"]) == ["menu", "one"]
    received = api.trace(call["id"], "digits_received")[0]
    assert received["at_ms"] == api.trace(call["id"], "prompt_end")[0]["at_ms"]


def test_branch_clears_the_digits(api, make):
    again = {"type": "branch", "option": {"default_target_id": OTHER, "target_ids": {"1": TWO}}}
    actions = [*menu(make)[:3], {**make.talk("one"), "id": ONE}, again, *menu(make)[5:]]
    call = api.call("+15550100001", *actions)
    api.run()
    assert [entry["detail"]["digits"] for entry in api.trace(call["id"], "branch")][:2] == ["1", ""]


def test_the_flow_waits_for_each_file(api):
    urls = ["https://media.example/a/example-mono_16bit_8khz_pcm.wav", "https://media.example/unknown.wav?x=1"]
    call = api.call("+15550100010", {"type": "play", "option": {"stream_urls": urls}})
    api.run()
    heard = [(e["at_ms"], e["detail"]["url"], e["detail"]["duration_ms"]) for e in api.trace(call["id"], "prompt")]
    assert heard == [(2100, urls[0], 8000), (10_100, urls[1], 5000)]
    assert api.trace(call["id"], "hangup")[0]["at_ms"] == 15_120


def test_a_long_text_takes_longer_than_a_short_one(api, make):
    call = api.call("+15550100010", make.talk("x" * 100), make.talk("x"))
    api.run()
    assert [entry["detail"]["duration_ms"] for entry in api.trace(call["id"], "prompt")] == [6000, 500]


def test_tones_are_heard_in_order_and_the_flow_waits_for_them(api, make):
    send = {"type": "dtmf_send", "option": {"dtmfs": "1#D", "duration": 300, "interval": 200}}
    call = api.call("+15550100010", send, make.talk("after"))
    api.run()
    heard = [
        (e["at_ms"] - 2100, e["detail"]["digit"], e["detail"]["duration_ms"])
        for e in api.trace(call["id"], "digit_heard")
    ]
    assert heard == [(0, "1", 300), (500, "#", 300), (1000, "D", 300)]
    assert api.trace(call["id"], "prompt")[0]["at_ms"] == 2100 + 1300


def test_sleep_waits_and_answer_does_no_harm(api, make):
    call = api.call(
        "+15550100010", {"type": "answer"}, {"type": "sleep", "option": {"duration": 1234}}, make.talk("hi")
    )
    api.run()
    assert api.trace(call["id"], "prompt")[0]["at_ms"] == 2100 + 1234


def test_the_platform_hangs_up_when_the_actions_have_run_out(api):
    call = api.call("+15550100010", {"type": "answer"})
    api.run()
    assert api.ended(call["id"]) == ("local", "normal")
    assert api.statuses(call["id"])[-2:] == ["terminating", "hangup"]


@pytest.mark.parametrize("pause", [0, 1])
def test_a_runaway_flow_ends_as_failed(api, pause):
    actions = [
        {"type": "sleep", "id": FIRST, "option": {"duration": pause}},
        {"type": "goto", "option": {"target_id": FIRST, "loop_count": 10**9}},
    ]
    call = api.call("+15550100010", *actions)
    api.advance(60_000)
    assert api.ended(call["id"]) == ("local", "failed")
    started = len(api.trace(call["id"], "action"))
    assert started == (10_000 if pause else 1_000)


def test_the_call_shows_the_action_that_runs(api, make):
    call = api.call("+15550100010", make.talk("now", id=FIRST))
    assert call["action"] == {"id": "00000000-0000-0000-0000-000000000001", "type": ""}
    api.advance(2200)
    assert api.get(f"/calls/{call['id']}")["action"] == {"id": FIRST, "type": "talk"}


# connect


def connect(make, *numbers):
    option = {"source": make.tel("+15551234567"), "destinations": [make.tel(number) for number in numbers]}
    return {"type": "connect", "option": option}


def chained(api, call):
    found = api.get(f"/calls/{call['id']}")["chained_call_ids"]
    return [api.get(f"/calls/{call_id}") for call_id in found]


def test_connect_bridges_and_goes_on_when_the_other_party_leaves(api, make):
    call = api.call("+15550100010", make.talk("wait"), connect(make, "+15550100015"), make.talk("back"))
    api.advance(2100 + 500 + 2200)
    (other,) = chained(api, call)
    assert (other["status"], other["master_call_id"], other["direction"]) == ("progressing", call["id"], "outgoing")
    api.run()
    assert api.ended(other["id"]) == ("remote", "normal")
    assert api.ended(call["id"]) == ("local", "normal")
    assert api.prompts(call["id"]) == ["wait", "back"]
    bridged = [(e["leg"], e["detail"]["with"]) for e in api.trace(call["id"], "bridged")]
    assert bridged == [(call["id"], other["id"]), (other["id"], call["id"])]
    assert [e["at_ms"] for e in api.trace(call["id"], "unbridged")] == [api.trace(call["id"], "prompt")[1]["at_ms"]] * 2


@pytest.mark.parametrize("number", ["+15550100011", "+15550100012", "+15550100013", "+15550100014"])
def test_connect_goes_on_when_nobody_could_be_reached(api, make, number):
    call = api.call("+15550100010", connect(make, number), make.talk("nobody there"))
    api.run()
    assert api.prompts(call["id"]) == ["nobody there"]
    assert not api.trace(call["id"], "bridged")
    assert api.ended(call["id"]) == ("local", "normal")


def test_several_destinations_ring_together_and_the_first_answer_wins(api, make):
    slow, fast = api.callee(ring_ms=4000), api.callee(ring_ms=1000, acts=[{"do": "hangup", "delay_ms": 500}])
    call = api.call("+15550100010", connect(make, slow, fast), make.talk("done"))
    api.run()
    loser, winner = chained(api, call)
    assert loser["tm_ringing"] == winner["tm_ringing"]
    assert (loser["hangup_by"], loser["hangup_reason"]) == ("local", "cancel")
    assert (winner["hangup_by"], winner["hangup_reason"]) == ("remote", "normal")
    assert api.prompts(call["id"]) == ["done"]


def test_the_end_of_the_call_ends_the_other_leg(api, make):
    caller = api.callee(acts=[{"do": "hangup", "after": "answer", "delay_ms": 8000}])
    call = api.call(caller, connect(make, "+15550100010"))
    api.run()
    (other,) = chained(api, call)
    assert api.ended(call["id"]) == ("remote", "normal")
    assert api.ended(other["id"]) == ("local", "normal")


def test_the_end_of_the_call_ends_legs_that_still_ring(api, make):
    call = api.call("+15550100010", connect(make, "+15550100012"))
    api.advance(4000)
    api.post(f"/calls/{call['id']}/hangup")
    api.run()
    assert api.ended(chained(api, call)[0]["id"]) == ("local", "cancel")


def test_digits_pressed_while_two_talk_are_not_the_flow_s(api, make):
    number = api.callee(acts=[{"do": "press", "after": "answer", "delay_ms": 3000, "digits": "1"}])
    receive = {"type": "digits_receive", "option": {"duration": 1000, "length": 1}}
    call = api.call(number, connect(make, "+15550100015"), receive)
    api.run()
    assert api.trace(call["id"], "digits_received")[0]["detail"]["digits"] == ""
