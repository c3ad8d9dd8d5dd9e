"""Flows of the edition ``current`` on the embedded mock: what its interpreter does, the walk finds possible."""

import pytest
from building import talk, uid
from test_clean_session import ANSWERS, Desk

from voipbin_harness.callees.script import Act, CalleeScript

HERE, THERE, END = uid(731), uid(732), {"type": "hangup"}


def does(kind, **option):
    return {"type": kind, "option": option}


def sets(name, value):
    return does("variable_set", key=name, value=value)


def condition(kind, **option):
    return [does(kind, **option, false_target_id=THERE), talk("It holds."), END, talk("It fails.", id=THERE)]


def presses(digits, after="prompt"):
    return CalleeScript(acts=(Act("press", after, 1, 200, digits),))


def comparing(value, **option):
    return [sets("n", value), *condition("condition_variable", variable="n", **option)]


FLOWS = {
    "a variable is spoken": [sets("who", "Ada"), sets("greeting", "Hello ${who}"), talk("${greeting}, ${nobody}!")],
    "equal": comparing("red", value_type="string", condition="==", value_string="red"),
    "unequal": comparing("red", value_type="string", condition="==", value_string="blue"),
    "a number": comparing("7", value_type="number", condition=">=", value_number=7.5),
    "no number": comparing("seven", value_type="number", condition="<", value_number=8),
    "a length": comparing("seven", value_type="length", condition="<", value_length=8),
    "an unknown variable": condition("condition_variable", variable="n", condition="==", value_string="red"),
    "nothing to compare": condition("condition_variable"),
    "progressing": condition("condition_call_status", status="progressing"),
    "not ringing": condition("condition_call_status", status="ringing"),
    "the time": condition("condition_datetime", condition=">", hour=11),
    "no target": [does("condition_call_status", status="ringing"), talk("It goes on.")],
    "a branch by a variable": [
        sets("colour", "blue"),
        does("branch", variable="colour", default_target_id=THERE, target_ids={"blue": HERE}),
        talk("None.", id=THERE),
        talk("Blue.", id=HERE),
    ],
    "an echo": [talk(), does("echo", duration=2500), talk("Done.")],
    "no echo": [talk(), does("echo"), talk("Done.")],
    "a stop": [talk(), does("stop"), talk("Nobody hears this.")],
    "a machine": [does("amd", machine_handle="hangup"), talk()],
    "a machine meanwhile": [does("amd", machine_handle="continue", **{"async": True}), talk()],
    "a talk meanwhile": [
        does("talk", text="Please hold the line.", language="en-US", **{"async": True}),
        does("sleep", duration=500),
        does("digits_receive", duration=4000, length=3),
        talk("Thank you."),
    ],
    "the next id": [{**talk("One."), "next_id": HERE}, talk("Two."), talk("Three.", id=HERE)],
    "much that is not heard": [
        *(does(kind) for kind in ("beep", "mute", "recording_start", "recording_stop", "transcribe_start")),
        *(does(kind) for kind in ("queue_join", "conference_join", "ai_talk", "external_media_start", "email_send")),
        does("fetch", event_url="https://example.com"),
        talk("Still there?"),
    ],
}


@pytest.mark.parametrize("script", [ANSWERS, presses("12", "answer")], ids=["listens", "presses"])
def test_what_the_mock_does_is_possible(script):
    desk = Desk("current")
    for actions in FLOWS.values():
        desk.watch(desk.call(script, actions))
    assert desk.close() == []
    assert desk.session.undecided == []


@pytest.mark.parametrize("digits", ["", "1", "12", "9"])
def test_digits_decide(digits):
    desk = Desk("current")
    script = presses(digits) if digits else ANSWERS
    asks = [talk("Two digits?"), does("digits_receive", duration=3000, length=2)]
    cut = does("talk", text="A key cuts me short, I should say.", language="en-US", digits_handle="next")
    for option in ({"length": 2}, {"key": "9"}, {}):
        desk.watch(desk.call(script, [*asks, *condition("condition_call_digits", **option)]))
    desk.watch(desk.call(script, [*asks, talk("You pressed ${voipbin.call.digits}.")]))
    desk.watch(desk.call(presses(digits or "5", "answer"), [cut, does("digits_receive", duration=2000), talk("Well.")]))
    assert desk.close() == []
    assert desk.session.undecided == []


def test_flows_within_flows():
    desk = Desk("current")
    inner = desk.me.create_flow("inner", [talk("In.", id=HERE), does("goto", target_id=HERE, loop_count=1)])
    outer = desk.me.create_flow("outer", [does("fetch_flow", flow_id=inner), talk("Between."), END])
    for actions in (
        [does("fetch_flow", flow_id=inner), does("fetch_flow", flow_id=inner), talk("Out.")],
        [talk("Before."), does("fetch_flow", flow_id=outer), talk("Nobody hears this.")],
        [does("fetch_flow", flow_id=uid(77)), talk("Out.")],
        [does("call", destinations=[{"type": "tel", "target": "+15550100010"}], flow_id=inner), talk("Out.")],
    ):
        desk.watch(desk.call(ANSWERS, actions))
    assert desk.close() == []
    assert desk.session.undecided == []


def test_a_call_that_ends_as_the_other_does():
    desk = Desk("current")
    for script in (CalleeScript("reject", 1000, 486), CalleeScript(acts=(Act("hangup", "answer", 1, 2000),))):
        other = desk.world.callees.place(script).address
        actions = [does("connect", source=desk.world.source, destinations=[other], relay_reason=True), talk("Back.")]
        desk.watch(desk.call(ANSWERS, actions))
    assert desk.close() == []
