"""The flow walk follows every action of the edition ``current``: for each one legal path and one that is not."""

import pytest
from building import CALLEE, SOURCE, TALK, ask, call, flow, page, post_flow, rfc, run, start, talk, tel, trace, uid
from test_flow import ANSWERED, hangup, press, prompt

from voipbin_harness.contract import load
from voipbin_harness.properties.actions import action_types

FIRST, LAST, FALSE = uid(711), uid(712), uid(713)
BEFORE, AFTER = talk("Before.", id=FIRST), talk("After.", id=LAST)
#: What a callee hears, one second each, of two talks with nothing between them.
BOTH = [prompt(3000, "Before."), prompt(4000, "After."), hangup(5020)]
LATER = [prompt(3000, "Before."), prompt(9000, "After."), hangup(10_020)]


def current_call(number=1):
    kept = {name: call()[name] for name in ("flow_id", "type", "source", "destination", "status", "direction")}
    return {**kept, "id": uid(number), "customer_id": uid(9), "tm_create": rfc(0)}


def heard(*events, actions, before=()):
    flat = [one for event in events for one in (event if isinstance(event, list) else [event])]
    body = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": actions}
    made = ask("POST /calls", {"calls": [current_call()], "groupcalls": []}, body=body, edition="current")
    later = ask("GET /flows", page(), at_ms=60_000, edition="current")
    return {"exchanges": [*before, made, later], "traces": trace(ANSWERED, *flat), "name": "current"}


def walked(*events, actions, before=()):
    """Return what the check finds: places in the flow and what was expected there."""
    found = run(**heard(*events, actions=actions, before=before))
    return [(one.where, one.expected) for one in found if one.check == "flow"]


def between(kind, **option):
    return [BEFORE, {"type": kind, "option": option}, AFTER]


def condition(kind, **option):
    """Return a flow that says one thing when a condition holds and another when it fails."""
    decides = {"type": kind, "option": {**option, "false_target_id": FALSE}}
    return [decides, talk("It holds."), {"type": "hangup"}, talk("It fails.", id=FALSE)]


def arms(flow, *earlier):
    """Return which arms of a condition are legal after what was heard before it."""
    at = 3000 + 1000 * len(earlier)
    legal = set()
    for arm in ("holds", "fails"):
        if not walked(*earlier, prompt(at, f"It {arm}."), hangup(at + 1020), actions=flow):
            legal.add(arm)
    return legal


AT_ONCE = [
    ("answer", {}),
    ("variable_set", {"key": "colour", "value": "red"}),
    ("message_send", {"destinations": [tel(CALLEE)], "text": "Hello."}),
    ("mute", {}),
    ("recording_start", {"format": "wav"}),
    ("recording_stop", {}),
    ("webhook_send", {"uri": "https://example.com"}),
    ("conversation_send", {"conversation_id": uid(1), "text": "Hello."}),
    ("amd", {"machine_handle": "continue", "async": True}),
]
AT_ANY_TIME = [
    ("amd", {"machine_handle": "hangup"}),
    ("beep", {}),
    ("call", {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": TALK}),
    ("recording_start", {"format": "wav", "beep_start": True}),
    ("webhook_send", {"uri": "https://example.com", "sync": True}),
    ("conversation_send", {"text": "Hello.", "sync": True}),
    ("email_send", {"destinations": [tel(CALLEE)]}),
    ("external_media_start", {}),
    ("external_media_stop", {}),
    ("ai_summary", {}),
    ("transcribe_start", {}),
    ("transcribe_stop", {}),
    ("transcribe_recording", {}),
]
WITH_OTHERS = [
    ("ai_talk", {}),
    ("confbridge_join", {}),
    ("conference_join", {}),
    ("queue_join", {}),
    ("stream_echo", {"duration": 3}),
]


@pytest.mark.parametrize(("kind", "option"), [*AT_ONCE, *AT_ANY_TIME, *WITH_OTHERS])
def test_the_flow_goes_on_with_the_next_action_after_one_that_is_not_heard(kind, option):
    actions = between(kind, **option)
    assert walked(*BOTH, actions=actions) == []
    assert walked(prompt(3000, "Before."), prompt(4000, "Other."), hangup(5020), actions=actions) != []
    assert walked(prompt(3000, "Before."), hangup(4020), actions=actions) != []
    assert walked(prompt(3000, "After."), hangup(4020), actions=actions) != []


@pytest.mark.parametrize(("kind", "option"), AT_ONCE)
def test_it_goes_on_at_once_after_one_that_takes_no_time(kind, option):
    assert walked(*LATER, actions=between(kind, **option)) == [("$.actions[2]", 'to hear "After." at once')]


@pytest.mark.parametrize(("kind", "option"), [*AT_ANY_TIME, *WITH_OTHERS])
def test_it_goes_on_at_any_time_after_one_that_may_take_any(kind, option):
    assert walked(*LATER, actions=between(kind, **option)) == []


@pytest.mark.parametrize(("kind", "option"), WITH_OTHERS)
def test_tones_and_other_parties_are_heard_only_where_there_are_others(kind, option):
    tone = (4500, "digit_heard", {"digit": "5", "duration_ms": 100})
    other = [(5000, "bridged", {"with": uid(2)}), tone, (8000, "unbridged", {"with": uid(2)})]
    events = [LATER[0], *other, *LATER[1:]]
    assert walked(*events, actions=between(kind, **option)) == []
    assert walked(*events, actions=between("beep")) != []


def test_an_echo_lasts_as_long_as_it_says_and_sends_the_callees_own_tones():
    echo = between("echo", duration=5000)
    tone = (4500, "digit_heard", {"digit": "5", "duration_ms": 100})
    assert walked(*LATER, actions=echo) == []
    assert walked(LATER[0], press(4400, "5"), tone, *LATER[1:], actions=echo) == []
    assert walked(*BOTH, actions=echo) == [("$.actions[1]", "a silence of 5000 ms")]
    assert walked(*LATER, actions=between("echo", duration=2000)) != []
    assert walked(*LATER, actions=between("echo")) == []


def test_nothing_is_heard_after_a_stop():
    actions = between("stop")
    assert walked(prompt(3000, "Before."), hangup(4020), actions=actions) == []
    assert walked(prompt(3000, "Before."), hangup(30_000), actions=actions) == []
    assert walked(*BOTH, actions=actions) == [("$.actions[1]", "nothing after the end of the flow")]


def test_a_machine_may_be_hung_up():
    ended = (5000, "hangup", {"by": "local", "reason": "amd", "code": 200})
    assert walked(prompt(3000, "Before."), ended, actions=between("amd", machine_handle="hangup")) == []


def test_a_variable_that_was_set_is_spoken_and_one_that_was_not_may_be_anything():
    sets = {"type": "variable_set", "option": {"key": "name", "value": "Ada"}}
    says = [sets, talk("Hello ${name}, it is ${time}.")]
    assert walked(prompt(3000, "Hello Ada, it is noon."), hangup(4020), actions=says) == []
    for wrong in ("Hello Bob, it is noon.", "Hello ${name}, it is noon.", "Hello Ada."):
        assert walked(prompt(3000, wrong), hangup(4020), actions=says) != []


def test_digits_are_spoken():
    asks = [{"type": "digits_receive", "option": {"duration": 5000, "length": 1}}, talk("A ${voipbin.call.digits}.")]
    assert walked(press(3500, "7"), prompt(3500, "A 7."), hangup(4520), actions=asks) == []
    assert walked(press(3500, "7"), prompt(3500, "A 8."), hangup(4520), actions=asks) != []


def test_a_branch_by_a_variable_follows_what_was_set():
    sets = {"type": "variable_set", "option": {"key": "colour", "value": "red"}}
    option = {"variable": "colour", "target_ids": {"red": FIRST, "blue": LAST}, "default_target_id": FALSE}
    branch = {"type": "branch", "option": option}
    ends = {"type": "hangup"}
    said = [talk("Red.", id=FIRST), ends, talk("Blue.", id=LAST), ends, talk("Neither.", id=FALSE), ends]
    for text, known in (("Red.", True), ("Blue.", False), ("Neither.", False)):
        one = [prompt(3000, text), hangup(4020)]
        assert (walked(*one, actions=[sets, branch, *said]) == []) is known
        assert walked(*one, actions=[branch, *said]) == []


def test_a_condition_of_a_variable_that_was_set_leads_to_one_arm():
    def of(value, **option):
        sets = {"type": "variable_set", "option": {"key": "n", "value": value}}
        return arms([sets, *condition("condition_variable", variable="n", **option)])

    assert of("red", value_type="string", condition="==", value_string="red") == {"holds"}
    assert of("blue", value_type="string", condition="==", value_string="red") == {"fails"}
    assert of("blue", value_type="string", condition="!=", value_string="red") == {"holds"}
    assert of("7", value_type="number", condition=">", value_number=9) == {"fails"}
    assert of("17", value_type="number", condition=">", value_number=9) == {"holds"}
    assert of("abc", value_type="length", condition="<=", value_length=3) == {"holds"}
    assert of("abc", value_type="number", condition=">", value_number=9) == {"holds", "fails"}


def test_a_condition_of_a_variable_that_nobody_knows_may_lead_to_both():
    option = {"variable": "n", "value_type": "string", "condition": "==", "value_string": "red"}
    assert arms(condition("condition_variable", **option)) == {"holds", "fails"}
    assert walked(prompt(3000, "Something else."), hangup(4020), actions=condition("condition_variable")) != []


def test_a_condition_of_the_digits_follows_the_keys_pressed():
    receives = {"type": "digits_receive", "option": {"duration": 1000, "length": 5}}

    def of(*events, **option):
        legal = set()
        for arm in ("holds", "fails"):
            actions = [receives, *condition("condition_call_digits", **option)]
            if not walked(*events, prompt(4000, f"It {arm}."), hangup(5020), actions=actions):
                legal.add(arm)
        return legal

    two = [press(3200, "1"), press(3400, "2")]
    assert of(*two, length=2) == {"holds"}
    assert of(*two, length=3) == {"fails"}
    assert of(*two, key="2") == {"holds"}
    assert of(*two, key="9") == {"fails"}
    assert of(*two) == {"holds", "fails"}
    assert of(length=1) == {"holds", "fails"}


def test_a_flow_runs_while_the_call_is_progressing():
    assert arms(condition("condition_call_status", status="progressing")) == {"holds"}
    assert arms(condition("condition_call_status", status="ringing")) == {"fails"}
    assert arms(condition("condition_call_status", status="unheard-of")) == {"holds", "fails"}


def test_a_condition_of_the_time_may_lead_to_both_arms_and_nowhere_else():
    decides = condition("condition_datetime", condition=">=", hour=8)
    assert arms(decides) == {"holds", "fails"}
    assert walked(prompt(3000, "Something else."), hangup(4020), actions=decides) != []


def stored(actions, *more):
    document = {**flow(number=902, actions=actions), "tm_create": rfc(0)}
    body = {"name": "", "detail": "", "actions": actions}
    return (post_flow(document, body=body, edition="current"), *more)


FETCHES = between("fetch_flow", flow_id=uid(902))


def test_a_flow_that_is_fetched_runs_before_the_next_action():
    inner = stored([talk("Inside.", id=FIRST)])
    whole = [prompt(3000, "Before."), prompt(4000, "Inside."), prompt(5000, "After."), hangup(6020)]
    assert walked(*whole, actions=FETCHES, before=inner) == []
    assert walked(*BOTH, actions=FETCHES, before=inner) == [("$.actions[1]", 'to hear "Inside."')]
    assert walked(*whole[:2], hangup(5020), actions=FETCHES, before=inner) != []
    ends = stored([talk("Inside."), {"type": "hangup"}])
    assert walked(*whole[:2], hangup(5020), actions=FETCHES, before=ends) == []
    assert walked(*whole, actions=FETCHES, before=ends) != []


def test_jumps_of_a_flow_that_is_fetched_again_count_anew():
    inner = stored([talk("In.", id=FIRST), {"type": "goto", "option": {"target_id": FIRST, "loop_count": 1}}])
    twice = [
        {"id": LAST, "type": "fetch_flow", "option": {"flow_id": uid(902)}},
        {"type": "goto", "option": {"target_id": LAST, "loop_count": 1}},
    ]
    for times in range(1, 7):
        events = [prompt(3000 + 1000 * index, "In.") for index in range(times)]
        found = walked(*events, hangup(3020 + 1000 * times), actions=twice, before=inner)
        assert (found == []) is (times == 4)


def test_what_nobody_knows_of_a_flow_that_is_fetched_is_left_open_and_what_comes_before_is_not():
    gone = stored(TALK, ask("DELETE /flows/{id}", flow(902), id=uid(902), edition="current"))
    anything = [prompt(3000, "Before."), prompt(4000, "Who knows."), hangup(5020)]
    for actions, before in ((FETCHES, ()), (FETCHES, gone), (between("fetch", event_url="https://example.com"), ())):
        assert walked(*anything, actions=actions, before=before) == []
        assert walked(*BOTH, actions=actions, before=before) == []
        assert walked(*anything[1:], actions=actions, before=before) == [("$.actions[0]", 'to hear "Before."')]


def test_a_flow_that_fetches_itself_without_end_is_undecided_or_cut_short():
    inner = stored([{"type": "fetch_flow", "option": {"flow_id": uid(902)}}])
    failed = (4020, "hangup", {"by": "local", "reason": "failed", "code": 200})
    assert walked(prompt(3000, "Before."), failed, actions=FETCHES, before=inner) == []
    session = start("current")
    arguments = heard(*BOTH, actions=FETCHES, before=inner)
    for exchange in arguments["exchanges"]:
        session.check(exchange)
    assert [one for one in session.close(arguments["traces"]) if one.check == "flow"] == []
    assert [capability for *_, capability in session.undecided] == ["known_actions"]


def test_the_next_id_leads_on():
    skips = [{**talk("One."), "next_id": LAST}, talk("Two."), talk("Three.", id=LAST)]
    assert walked(prompt(3000, "One."), prompt(4000, "Three."), hangup(5020), actions=skips) == []
    assert walked(prompt(3000, "One."), prompt(4000, "Two."), hangup(5020), actions=skips) != []


def keyed(at, text, key, ends, completed=False):
    """Return a prompt in which a key is pressed, cut short or not."""
    begins = (at, "prompt", {"kind": "talk", "text": text, "duration_ms": 1000})
    return [begins, press(key, "1"), (ends, "prompt_end", {"completed": completed})]


def test_a_key_cuts_a_prompt_short_where_its_option_says_so():
    cuts = [{"type": "talk", "option": {**BEFORE["option"], "digits_handle": "next"}}, AFTER]
    assert walked(keyed(3000, "Before.", 3400, 3400), prompt(3400, "After."), hangup(4420), actions=cuts) == []
    assert walked(keyed(3000, "Before.", 3400, 4000, True), prompt(4000, "After."), hangup(5020), actions=cuts) == [
        ("$.actions[0]", 'to hear "Before." until a key is pressed')
    ]
    assert walked(prompt(3000, "Before.", 400, False), prompt(3400, "After."), hangup(4420), actions=cuts) != []
    assert walked(*BOTH, actions=cuts) == []
    plain = [BEFORE, AFTER]
    assert walked(keyed(3000, "Before.", 3400, 3400), prompt(3400, "After."), hangup(4420), actions=plain) != []


def test_a_flow_does_not_wait_for_a_prompt_that_is_spoken_meanwhile():
    talks = [{"type": "talk", "option": {**BEFORE["option"], "async": True}}, talk("After.")]
    begins, ends = prompt(3000, "Before.", 3000)
    both = [begins, prompt(3000, "After."), hangup(4020)]
    assert walked(*both, actions=talks) == []
    assert walked(begins, ends, prompt(6000, "After."), hangup(7020), actions=talks) != []
    assert walked(prompt(3000, "After."), hangup(4020), actions=talks) != []
    sleeps = [talks[0], {"type": "sleep", "option": {"duration": 5000}}, talks[1]]
    assert walked(begins, ends, prompt(8000, "After."), hangup(9020), actions=sleeps) == []


def test_a_call_may_end_for_the_reason_of_the_other_party():
    def of(**more):
        option = {"source": tel(SOURCE), "destinations": [tel("+15550100015")], **more}
        bridged = [(5000, "bridged", {"with": uid(2)}), (8000, "unbridged", {"with": uid(2)})]
        found = walked(*bridged, hangup(8020), actions=[{"type": "connect", "option": option}, AFTER])
        return [expected for _, expected in found if "legs" not in expected]

    assert of(relay_reason=True) == []
    assert of() == ['to hear "After."']


def test_every_action_that_is_documented_is_followed():
    for kind in action_types(load("current")):
        session = start("current")
        arguments = heard(prompt(3000, "Before."), hangup(20_000, "remote"), actions=between(kind))
        for exchange in arguments["exchanges"]:
            session.check(exchange)
        session.close(arguments["traces"])
        assert session.undecided == [], kind


def test_an_action_that_no_document_names_is_undecided():
    session = start("current")
    arguments = heard(prompt(3000, "Before."), hangup(20_000), actions=between("dance"))
    for exchange in arguments["exchanges"]:
        session.check(exchange)
    session.close(arguments["traces"])
    assert [capability for *_, capability in session.undecided] == ["known_actions"]
