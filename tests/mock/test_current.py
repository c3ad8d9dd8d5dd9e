"""The edition of today: how it writes, and the actions that only it has."""

import pytest

from voipbin_mock.actions.skipped import SKIPPED

NIL = "00000000-0000-0000-0000-000000000000"
HERE, THERE = (f"0000000{n}-0000-4000-8000-000000000000" for n in (1, 2))


def action(kind, **option):
    return {"type": kind, "option": option}


def executed(api, call):
    found = api.get(f"/activeflows/{api.get('/calls/' + call['id'])['activeflow_id']}")
    return [entry["type"] for entry in found["executed_actions"]]


def test_empty_members_are_absent_from_a_call(current):
    call = current.call("+15550100010")
    assert call["status"] == "dialing"
    assert not {"tm_ringing", "hangup_by", "chained_call_ids", "action", "mute_direction", "tm_update"} & set(call)
    assert call["source"] == {"type": "tel", "target": "+15551234567"}
    assert call["tm_create"] == "2026-01-01T00:00:00.000000Z"
    current.run()
    ended = current.get(f"/calls/{call['id']}")
    assert ended["tm_ringing"] == "2026-01-01T00:00:00.100000Z"
    assert ended["hangup_by"] == "local"
    assert ended["action"]["type"] == "talk"


def test_the_tutorial_s_generations_are_not_mixed(make_api):
    old, new = (make_api(generation=generation) for generation in ("2021", "2022"))
    first, second = old.call("+15550100010"), new.call("+15550100010")
    assert set(first) - set(second) == {"user_id", "conf_id"}
    assert set(second) - set(first) == {"confbridge_id", "action"}
    assert set(first["source"]) == {"type", "target", "name"}
    assert set(second["source"]) == {"type", "target", "target_name", "name", "detail"}
    assert (first["tm_ringing"], first["user_id"]) == ("", 1)
    assert second["tm_ringing"] == "9999-01-01 00:00:00.000000"
    assert old.get("/calls")["result"][0] == first == old.get(f"/calls/{first['id']}")
    assert old.get("/flows/" + first["flow_id"])["tm_update"] == ""


def test_unknown_editions_and_generations_are_an_error(make_api):
    for wrong in ({"edition": "next"}, {"generation": "2020"}, {"clock": "fast"}, {"edition": "base"}):
        with pytest.raises(ValueError, match="no such"):
            make_api(**wrong)


@pytest.mark.parametrize(
    ("method", "path", "account", "status", "word"),
    [
        ("GET", "/calls/no-uuid", "demo", 400, "INVALID_ARGUMENT"),
        ("GET", "/calls", None, 401, "UNAUTHENTICATED"),
        ("GET", f"/calls/{HERE}", "demo", 404, "NOT_FOUND"),
        ("PATCH", "/calls", "demo", 405, "INVALID_ARGUMENT"),
        ("GET", "/nowhere", "demo", 404, "NOT_FOUND"),
    ],
)
def test_an_error_is_an_envelope(current, method, path, account, status, word):
    answer = current.send(method, path, account)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"status", "reason", "message", "request_id"}
    assert error["status"] == word
    assert error["reason"].replace("_", "").isupper()
    assert error["request_id"].startswith("req_")


def test_402_and_409_are_envelopes_too(current, make):
    body = make.call_body("+15550100010") | {"source": make.tel("+15553333333")}
    assert current.send("POST", "/calls", "empty", json=body).json()["error"]["status"] == "PAYMENT_REQUIRED"
    call = current.call("+15550100010")
    assert current.send("DELETE", f"/calls/{call['id']}").json()["error"]["status"] == "FAILED_PRECONDITION"


def test_digits_send_is_dtmf_send(current, make):
    call = current.call("+15550100010", action("digits_send", digits="5#", duration=100, interval=50), make.talk())
    current.run()
    heard = [(e["at_ms"], e["detail"]["digit"]) for e in current.trace(call["id"], "digit_heard")]
    assert heard == [(2100, "5"), (2250, "#")]


@pytest.mark.parametrize(
    "wrong",
    [
        action("dtmf_send", dtmfs="1"),
        action("digits_send", digits="E"),
        action("digits_send", digits="1", duration=99),
        action("digits_send", digits="1", interval=5001),
        action("condition_variable", condition="~", variable="a", value_type="string"),
        action("condition_variable", condition="==", variable="a", value_type="string", false_target_id=THERE),
        action("variable_set", key="a"),
        action("fetch_flow", flow_id="a"),
        action("call", destinations=[{"type": "tel", "target": "+15550100010"}], actions=[action("dance")]),
        action("call", destinations=[{"type": "tel", "target": "+15550100010"}], source={"type": "tel"}),
        {**action("beep"), "next_id": THERE},
        action("queue_join", queue_id="main"),
        action("email_send", destinations=[]),
        action("email_send", attachments=[{"reference_type": "recording"}]),
        action("email_send", destinations=[{"type": "tel", "target": "0301234"}]),
        action("email_send", destinations=[{"type": "email", "target": 7}]),
        action("webhook_send", method="PATCH"),
        {"type": "beep", "option": None},
        action("amd", machine_handle=""),
    ],
)
def test_wrong_options_are_400(current, make, wrong):
    assert current.send("POST", "/calls", json=make.call_body("+15550100010", wrong)).status_code == 400


def test_variables_fill_in_texts(current, make):
    actions = [
        action("variable_set", key="who", value="${name} of ${voipbin.call.destination.target}"),
        make.talk("hello ${who}${nothing}, ${ name }"),
    ]
    call = current.call("+15550100010", *actions, variables={"name": "Ada", "voipbin.call.id": "forged"})
    current.run()
    assert current.prompts(call["id"]) == ["hello Ada of +15550100010, Ada"]


def test_digits_are_a_variable(current, make):
    receive = action("digits_receive", duration=3000, length=1)
    call = current.call("+15550100007", make.talk(), receive, make.talk("you pressed ${voipbin.call.digits}"))
    current.run()
    assert current.prompts(call["id"])[-1] == "you pressed 7"


@pytest.mark.parametrize(
    ("condition", "kind", "value", "holds"),
    [
        ("==", "value_string", "42", True),
        ("!=", "value_string", "42", False),
        (">", "value_number", 41.5, True),
        ("<=", "value_number", 41, False),
        ("==", "value_length", 2, True),
        (">", "value_length", 2, False),
    ],
)
def test_condition_variable(current, make, condition, kind, value, holds):
    option = {"condition": condition, "variable": "v", "value_type": kind.removeprefix("value_"), kind: value}
    actions = [
        action("condition_variable", **option, false_target_id=HERE),
        make.talk("yes"),
        {"type": "hangup"},
        make.talk("no", id=HERE),
    ]
    call = current.call("+15550100010", *actions, variables={"v": "42"})
    current.run()
    assert current.prompts(call["id"]) == ["yes" if holds else "no"]


def test_no_option_of_a_condition_is_required(current):
    kinds = ("condition_variable", "condition_call_digits", "condition_call_status", "condition_datetime")
    call = current.call("+15550100010", *[{"type": kind} for kind in kinds])
    current.run()
    assert [entry["detail"]["holds"] for entry in current.trace(call["id"], "condition")] == [True, False, False, True]


def test_a_text_is_never_a_number(current, make):
    option = {"condition": "!=", "variable": "v", "value_type": "number", "value_number": 1}
    call = current.call(
        "+15550100010", action("condition_variable", **option, false_target_id=HERE), make.talk("n", id=HERE)
    )
    current.run()
    assert current.trace(call["id"], "condition")[0]["detail"] == {"holds": False}


@pytest.mark.parametrize(
    ("kind", "option", "holds"),
    [
        ("condition_call_status", {"status": "progressing"}, True),
        ("condition_call_status", {"status": "ringing"}, False),
        ("condition_call_digits", {"length": 1}, False),
        ("condition_call_digits", {"key": "5"}, False),
        ("condition_datetime", {"condition": "==", "hour": 0, "minute": 0, "day": 1, "month": 1}, True),
        ("condition_datetime", {"condition": ">", "hour": 0}, False),
        ("condition_datetime", {"condition": "==", "weekdays": [4]}, True),
        ("condition_datetime", {"condition": "==", "weekdays": [0, 6]}, False),
    ],
)
def test_other_conditions(current, make, kind, option, holds):
    call = current.call("+15550100010", action(kind, **option, false_target_id=HERE), {"type": "answer", "id": HERE})
    current.run()
    assert current.trace(call["id"], "condition")[0]["detail"] == {"holds": holds}


def test_condition_call_digits_sees_what_was_pressed(current, make):
    actions = [make.talk(), action("digits_receive", duration=1000, length=1), action("condition_call_digits", key="5")]
    call = current.call("+15550100005", *actions)
    current.run()
    assert current.trace(call["id"], "condition")[0]["detail"] == {"holds": True}


def test_branch_on_another_variable(current, make):
    branch = action("branch", variable="v", default_target_id=HERE, target_ids={"x": THERE})
    actions = [branch, make.talk("default", id=HERE), {"type": "hangup"}, make.talk("chosen", id=THERE)]
    call = current.call("+15550100010", *actions, variables={"v": "x"})
    current.run()
    assert current.prompts(call["id"]) == ["chosen"]


def test_next_id_leads_elsewhere(current, make):
    actions = [{**make.talk("first"), "next_id": THERE}, make.talk("passed over"), make.talk("last", id=THERE)]
    call = current.call("+15550100010", *actions)
    current.run()
    assert current.prompts(call["id"]) == ["first", "last"]


def test_fetch_flow_runs_another_flow_and_comes_back(current, make):
    inner = current.post("/flows", {"name": "", "detail": "", "actions": [make.talk("inner")]})["id"]
    actions = [action("fetch_flow", flow_id=inner), make.talk("outer"), action("fetch_flow", flow_id=HERE)]
    call = current.call("+15550100010", *actions)
    current.run()
    assert current.prompts(call["id"]) == ["inner", "outer"]
    assert executed(current, call) == ["fetch_flow", "talk", "talk", "fetch_flow"]


def test_a_flow_that_fetches_itself_ends(current):
    flow = current.post("/flows", {"name": "", "detail": "", "actions": []})["id"]
    endless = {"name": "", "detail": "", "actions": [action("fetch_flow", flow_id=flow)]}
    assert current.send("PUT", f"/flows/{flow}", json=endless).status_code == 200
    call = current.call("+15550100010", flow_id=flow)
    current.run()
    assert current.ended(call["id"]) == ("local", "failed")


def test_call_makes_calls_of_their_own(current, make):
    option = {"destinations": [make.tel("+15550100015"), make.tel("+15550100010")], "actions": [make.talk("theirs")]}
    call = current.call("+15550100010", action("call", **option), make.talk("mine"))
    current.run()
    second, first, _ = current.get("/calls")["result"]
    assert [first["destination"]["target"], second["destination"]["target"]] == ["+15550100015", "+15550100010"]
    assert first["master_call_id"] == NIL
    assert current.prompts(second["id"]) == ["theirs"]
    assert current.prompts(call["id"]) == ["mine"]


def test_chained_calls_end_with_their_master(current, make):
    option = {"destinations": [make.tel("+15550100010")], "actions": [make.talk("x" * 1000)], "chained": True}
    call = current.call("+15550100010", action("call", **option), make.talk("x" * 100))
    current.run()
    (chained,) = current.get(f"/calls/{call['id']}")["chained_call_ids"]
    other = current.get(f"/calls/{chained}")
    assert other["master_call_id"] == call["id"]
    assert other["hangup_by"] == "local"
    assert current.prompts(call["id"]) == ["x" * 100, "x" * 1000]


def test_calls_that_make_calls_come_to_an_end(current, make):
    flow = current.post("/flows", {"name": "", "detail": "", "actions": []})["id"]
    again = action("call", destinations=[make.tel("+15550100010")] * 3, flow_id=flow)
    current.send("PUT", f"/flows/{flow}", json={"name": "", "detail": "", "actions": [again]})
    current.call("+15550100010", flow_id=flow)
    current.run()
    assert len(current.mock.calls.records._by_id) == 201


def test_relay_reason_ends_the_call_for_the_reason_of_the_other(current, make):
    connect = action("connect", destinations=[make.tel("+15550100011")], relay_reason=True)
    call = current.call("+15550100010", connect, make.talk("never"))
    current.run()
    assert current.ended(call["id"]) == ("local", "busy")


@pytest.mark.parametrize(("reason", "shown"), [("busy", "busy"), ("", "normal"), ("whatever", "normal")])
def test_hangup_has_a_reason(current, reason, shown):
    call = current.call("+15550100010", action("hangup", reason=reason))
    current.run()
    assert current.ended(call["id"]) == ("local", shown)


def test_hangup_may_take_the_reason_of_another_call(current):
    busy = current.call("+15550100011")
    current.run()
    call = current.call("+15550100010", action("hangup", reason="amd", reference_id=busy["id"]))
    current.run()
    assert current.ended(call["id"]) == ("local", "busy")


def test_a_recording_and_a_mute_show_on_the_call(current):
    actions = [
        action("recording_start", format="wav"),
        action("mute", direction="in"),
        action("sleep", duration=1000),
        action("recording_stop"),
        action("sleep", duration=1000),
    ]
    call = current.call("+15550100010", *actions)
    current.advance(2500)
    during = current.get(f"/calls/{call['id']}")
    assert during["recording_ids"] == [during["recording_id"]]
    assert during["mute_direction"] == "in"
    current.advance(1000)
    after = current.get(f"/calls/{call['id']}")
    assert (after["recording_id"], after["recording_ids"]) == (NIL, during["recording_ids"])


def test_a_message_is_recorded(current, make):
    send = action("message_send", destinations=[make.tel("+15550100010")], text="code ${code}")
    call = current.call("+15550100010", send, variables={"code": "77"})
    current.run()
    assert current.trace(call["id"], "message")[0]["detail"]["text"] == "code 77"


def test_talk_may_be_cut_short_by_a_digit_or_go_on_meanwhile(current, make):
    number = current.callee(acts=[{"do": "press", "delay_ms": 1000, "digits": "4"}])
    cut = make.talk("x" * 100)
    cut["option"]["digits_handle"] = "next"
    aside = make.talk("y" * 20)
    aside["option"]["async"] = True
    call = current.call(
        number, cut, aside, action("digits_receive", duration=5000, length=1), action("echo", duration=3000)
    )
    current.run()
    prompts = [
        (e["at_ms"], e["event"], e["detail"].get("completed"))
        for e in current.trace(call["id"], "prompt", "prompt_end")
    ]
    assert prompts == [
        (2100, "prompt", None),
        (3100, "prompt_end", False),
        (3100, "prompt", None),
        (4300, "prompt_end", True),
    ]
    assert current.trace(call["id"], "digits_received")[0]["detail"] == {"digits": "4", "by": "length"}


@pytest.mark.parametrize(("kind", "takes_ms"), [("amd", 2000), ("beep", 500), ("stop", 0)])
def test_small_actions_take_their_time(current, kind, takes_ms):
    call = current.call("+15550100010", action(kind))
    current.run()
    assert current.trace(call["id"], "hangup")[0]["at_ms"] == 2100 + takes_ms + 20


def test_stop_ends_the_flow(current, make):
    call = current.call("+15550100010", action("stop"), make.talk("never"))
    current.run()
    assert current.prompts(call["id"]) == []
    assert current.ended(call["id"]) == ("local", "normal")


def test_what_needs_another_product_is_accepted_recorded_and_passed_over(current, make):
    call = current.call("+15550100010", *[action(kind) for kind in sorted(SKIPPED)], make.talk("still here"))
    current.run()
    assert executed(current, call) == [*sorted(SKIPPED), "talk"]
    assert current.prompts(call["id"]) == ["still here"]


def test_empty_actions_are_a_call_in_the_tutorial_and_400_in_current(api, current, make):
    body = make.call_body("+15550100010") | {"actions": []}
    assert api.send("POST", "/calls", json=body).status_code == 200
    assert current.send("POST", "/calls", json=body).status_code == 400
