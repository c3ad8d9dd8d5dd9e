"""A call from dialing to hangup, with everybody who may be at the far end."""

import pytest

WHOLE = ["dialing", "ringing", "progressing", "terminating", "hangup"]


def test_a_call_passes_through_its_statuses_and_notes_when(api, make):
    call = api.call("+15550100010", make.talk("x" * 20))
    assert (call["status"], call["direction"], call["type"]) == ("dialing", "outgoing", "flow")
    assert (call["hangup_by"], call["hangup_reason"]) == ("", "")
    api.run()
    ended = api.get(f"/calls/{call['id']}")
    assert api.statuses(call["id"]) == WHOLE
    assert [ended[f"tm_{name}"][-15:] for name in ("create", "ringing", "progressing", "hangup", "update")] == [
        "00:00:00.000000",
        "00:00:00.100000",
        "00:00:02.100000",
        "00:00:03.320000",
        "00:00:03.320000",
    ]


def test_each_status_is_seen_when_the_clock_goes_from_event_to_event(api):
    call = api.call("+15550100010")
    seen = [call["status"]]
    while api.post("/_mock/clock", {"to_next_event": True})["fired"]:
        status = api.get(f"/calls/{call['id']}")["status"]
        seen += [status] if status != seen[-1] else []
    assert seen == WHOLE


@pytest.mark.parametrize(
    ("number", "statuses", "ended", "at_ms", "code"),
    [
        ("+15550100001", WHOLE, ("local", "normal"), None, 200),
        ("+15550100009", WHOLE, ("local", "normal"), None, 200),
        ("+15550100010", WHOLE, ("local", "normal"), None, 200),
        ("+15550100011", ["dialing", "hangup"], ("remote", "busy"), 100, 486),
        ("+15550100012", ["dialing", "ringing", "hangup"], ("remote", "noanswer"), 30_100, 480),
        ("+15550100013", ["dialing", "ringing", "hangup"], ("remote", "noanswer"), 2100, 603),
        ("+15550100014", ["dialing", "hangup"], ("remote", "failed"), 100, 503),
        ("+15550100015", ["dialing", "ringing", "progressing", "hangup"], ("remote", "normal"), 5100, 200),
        ("+15559876543", WHOLE, ("local", "normal"), None, 200),
        ("+4930123456", WHOLE, ("local", "normal"), None, 200),
    ],
)
def test_everybody_who_may_be_called(api, make, number, statuses, ended, at_ms, code):
    call = api.call(number, make.talk("x" * 100))
    api.run()
    assert api.statuses(call["id"]) == statuses
    assert api.ended(call["id"]) == ended
    (hangup,) = api.trace(call["id"], "hangup")
    assert hangup["detail"] == {"by": ended[0], "reason": ended[1], "code": code}
    assert at_ms is None or hangup["at_ms"] == at_ms


@pytest.mark.parametrize("kind", ["endpoint", "sip", "extension"])
def test_other_kinds_of_destination_are_listeners(api, make, kind):
    body = make.call_body("") | {"destinations": [{"type": kind, "target": "somebody@somewhere"}]}
    (call,) = api.post("/calls", body)
    api.run()
    assert api.statuses(call["id"]) == WHOLE


@pytest.mark.parametrize("digit", "123456789")
def test_a_pressing_callee_presses_half_a_second_after_the_first_prompt(api, make, digit):
    call = api.call(f"+1555010000{digit}", make.talk("x" * 10), make.talk("y" * 30), make.talk("z"))
    api.run()
    (pressed,) = api.trace(call["id"], "digit_pressed")
    first_end = api.trace(call["id"], "prompt_end")[0]
    assert pressed["detail"] == {"digit": digit}
    assert pressed["at_ms"] == first_end["at_ms"] + 500


def test_the_callee_hangs_up_in_the_middle_of_a_prompt(api, make):
    call = api.call("+15550100015", make.talk("x" * 100), make.talk("never"))
    api.run()
    assert api.prompts(call["id"]) == ["x" * 100]
    assert [end["detail"] for end in api.trace(call["id"], "prompt_end")] == [{"completed": False}]


def test_nobody_answers_within_the_platform_s_own_limit(api):
    call = api.call(api.callee(outcome="no_answer"))
    api.run()
    assert api.ended(call["id"]) == ("local", "dialout")
    assert api.get("/_mock/clock")["now_ms"] == 60_000


@pytest.mark.parametrize(
    ("code", "reason"), [(486, "busy"), (600, "busy"), (480, "noanswer"), (603, "noanswer"), (404, "failed")]
)
def test_a_scripted_callee_rejects_with_a_code(api, code, reason):
    call = api.call(api.callee(outcome="reject", ring_ms=700, code=code))
    api.run()
    assert api.ended(call["id"]) == ("remote", reason)
    assert api.statuses(call["id"]) == ["dialing", "ringing", "hangup"]
    assert api.trace(call["id"], "hangup")[0]["at_ms"] == 800


def test_an_unreachable_scripted_callee_never_rings(api):
    call = api.call(api.callee(outcome="reject", ring_ms=700, code=503))
    api.run()
    assert api.statuses(call["id"]) == ["dialing", "hangup"]


def test_a_scripted_callee_acts_after_the_answer_and_after_a_prompt(api, make):
    number = api.callee(
        outcome="answer",
        ring_ms=0,
        acts=[
            {"do": "press", "after": "answer", "delay_ms": 50, "digits": "42"},
            {"do": "hangup", "after": "prompt", "nth": 2, "delay_ms": 10},
        ],
    )
    call = api.call(number, make.talk("one"), make.talk("two"), make.talk("three"))
    api.run()
    pressed = [(entry["at_ms"], entry["detail"]["digit"]) for entry in api.trace(call["id"], "digit_pressed")]
    assert pressed == [(150, "4"), (350, "2")]
    assert api.prompts(call["id"]) == ["one", "two", "three"]
    assert api.ended(call["id"]) == ("remote", "normal")
    assert api.trace(call["id"], "hangup")[0]["at_ms"] == 100 + 500 + 500 + 10


@pytest.mark.parametrize(
    "script",
    [
        {"outcome": "sing"},
        {"outcome": "reject", "code": 200},
        {"ring_ms": -1},
        {"acts": [{"do": "press"}]},
        {"acts": [{"do": "press", "digits": "x"}]},
        {"acts": [{"do": "dance"}]},
        {"acts": [{"do": "hangup", "nth": 0}]},
        {"acts": {}},
        "answer",
    ],
)
def test_a_malformed_script_is_400_with_a_message(api, script):
    answer = api.send("POST", "/_mock/callees", json=script)
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_scripted_numbers_are_e164_and_each_is_new(api):
    numbers = [api.callee(outcome="answer") for _ in range(50)]
    assert len(set(numbers)) == 50
    assert all(number.startswith("+1555010") and len(number) == 12 for number in numbers)
    listed = {entry["number"]: entry["kind"] for entry in api.get("/_mock/numbers")["numbers"]}
    assert {listed[number] for number in numbers} == {"scripted"}
    assert listed["+15550100015"] == "fixed"
    assert listed["+15551234567"] == "owned"


def test_the_api_hangs_up_while_it_rings(api):
    call = api.call("+15550100012")
    api.advance(1000)
    answer = api.post(f"/calls/{call['id']}/hangup")
    assert answer["status"] == "canceling"
    api.run()
    assert api.ended(call["id"]) == ("local", "cancel")
    assert api.statuses(call["id"]) == ["dialing", "ringing", "canceling", "hangup"]


def test_the_api_hangs_up_while_it_talks(api, make):
    call = api.call("+15550100010", make.talk("x" * 100))
    api.advance(2500)
    assert api.post(f"/calls/{call['id']}/hangup")["status"] == "terminating"
    api.run()
    assert api.ended(call["id"]) == ("local", "normal")
    assert api.trace(call["id"], "prompt_end")[0]["detail"] == {"completed": False}


def test_what_is_over_cannot_be_hung_up_and_what_is_not_over_cannot_be_deleted(api):
    call = api.call("+15550100011")
    assert api.send("DELETE", f"/calls/{call['id']}").status_code == 409
    api.run()
    assert api.send("POST", f"/calls/{call['id']}/hangup").status_code == 409
    assert api.send("DELETE", f"/calls/{call['id']}").json()["id"] == call["id"]
    assert api.send("GET", f"/calls/{call['id']}").status_code == 404
    assert api.send("DELETE", f"/calls/{call['id']}").status_code == 404
    assert api.get("/calls")["result"] == []


def test_a_call_that_is_ending_cannot_be_hung_up_again(api):
    call = api.call("+15550100012")
    api.post(f"/calls/{call['id']}/hangup")
    assert api.send("POST", f"/calls/{call['id']}/hangup").status_code == 409


def test_no_call_lasts_longer_than_a_day(api):
    call = api.call("+15550100010", {"type": "sleep", "option": {"duration": 10**18}})
    api.run()
    assert api.ended(call["id"]) == ("local", "timeout")


def test_inline_actions_make_a_flow_of_their_own(api, make):
    call = api.call("+15550100010", make.talk("kept"))
    flow = api.get(f"/flows/{call['flow_id']}")
    assert flow["actions"][0]["option"]["text"] == "kept"
    assert api.get("/flows")["result"] == []


def test_an_owned_number_runs_its_flow_as_the_callee(api, make):
    number = next(n for n in api.get("/numbers")["result"] if n["number"] == "+15559876543")
    actions = [
        {"type": "sleep", "option": {"duration": 700}},
        {"type": "answer"},
        {"type": "sleep", "option": {"duration": 1000}},
        {"type": "dtmf_send", "option": {"dtmfs": "12", "duration": 200, "interval": 100}},
        {"type": "sleep", "option": {"duration": 400}},
        {"type": "hangup"},
    ]
    flow = api.post("/flows", {"name": "callee", "detail": "", "actions": actions})
    nil = "00000000-0000-0000-0000-000000000000"
    flow_ids = {"call_flow_id": flow["id"], "message_flow_id": nil}
    assert api.send("PUT", f"/numbers/{number['id']}/flow_ids", json=flow_ids).json()["call_flow_id"] == flow["id"]
    call = api.call("+15559876543", make.talk("x" * 200))
    api.run()
    assert [(e["at_ms"], e["detail"]["status"]) for e in api.trace(call["id"], "status")] == [
        (0, "dialing"),
        (100, "ringing"),
        (800, "progressing"),
        (800 + 1000 + 500 + 400, "hangup"),
    ]
    assert [e["detail"]["digit"] for e in api.trace(call["id"], "digit_pressed")] == ["1", "2"]
    assert api.ended(call["id"]) == ("remote", "normal")
    assert len(api.get("/calls")["result"]) == 1


@pytest.mark.parametrize(
    ("actions", "ended"),
    [
        ([{"type": "hangup", "option": {"reason": "busy"}}], ("remote", "busy")),
        ([{"type": "hangup"}], ("remote", "noanswer")),
        ([], ("remote", "noanswer")),
        ([{"type": "sleep", "option": {"duration": 90_000}}, {"type": "answer"}], ("local", "dialout")),
    ],
)
def test_an_owned_number_need_not_answer(api, actions, ended):
    number = api.get("/numbers")["result"][0]
    flow = api.post("/flows", {"name": "", "detail": "", "actions": actions})
    flow_ids = {"call_flow_id": flow["id"], "message_flow_id": flow["id"]}
    assert api.send("PUT", f"/numbers/{number['id']}/flow_ids", json=flow_ids).status_code == 200
    call = api.call(number["number"])
    api.run()
    assert api.ended(call["id"]) == ended


def test_one_seed_gives_one_story_and_another_seed_another(make_api):
    def story(seed: int) -> tuple[object, object]:
        api = make_api(seed=seed)
        call = api.call("+15550100003")
        api.run()
        return api.get("/calls"), api.trace(call["id"])

    assert story(1) == story(1)
    assert story(1) != story(2)


def test_reset_makes_the_world_as_at_the_start(api):
    first = api.call("+15550100003")
    api.run()
    assert api.post("/_mock/reset", {"seed": 0}) == {"seed": 0}
    assert api.get("/calls")["result"] == []
    assert api.get("/_mock/clock")["now_ms"] == 0
    assert api.call("+15550100003") == first
    assert api.send("POST", "/_mock/reset").json() == {"seed": 0}


def test_a_thousand_calls(api, make):
    for _ in range(10):
        api.post("/calls", make.call_body("") | {"destinations": [make.tel("+15550100001")] * 100})
    api.advance(60_000)
    assert {call.status for call in api.mock.calls.records._by_id.values()} == {"hangup"}
    assert len(api.mock.calls.records._by_id) == 1000
    assert not api.mock.calls.legs
