"""The interpreter: pure, terminating, repeatable."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voipbin_mock.actions import all_actions, vocabulary
from voipbin_mock.flow import events as ev
from voipbin_mock.flow import interpreter
from voipbin_mock.flow.body import FlowAction, FlowBody
from voipbin_mock.flow.interpreter import Interpreter
from voipbin_mock.flow.state import State

CALL = ev.CallFacts("progressing", datetime(2026, 1, 1, 9, 30, tzinfo=UTC))

#: Limits for these tests, so that runaways end soon.
AT_ONCE, IN_ALL = 30, 150
INTERPRETER = Interpreter(all_actions())
IDS = [f"0000000{n}-0000-4000-8000-000000000000" for n in range(1, 7)]


def flow(*actions: tuple[str, dict[str, object]]) -> FlowBody:
    return FlowBody(tuple(FlowAction(IDS[at], kind, option) for at, (kind, option) in enumerate(actions)))


ids = st.sampled_from(IDS)
OPTIONS = {
    "talk": st.fixed_dictionaries({"text": st.text(max_size=5), "language": st.just("en-US")}),
    "play": st.fixed_dictionaries({"stream_urls": st.lists(st.just("x.wav"), min_size=1, max_size=3)}),
    "sleep": st.fixed_dictionaries({"duration": st.sampled_from([0, 1, 5000])}),
    "digits_receive": st.fixed_dictionaries({"duration": st.just(1000), "length": st.integers(1, 3)}),
    "branch": st.fixed_dictionaries(
        {"default_target_id": ids, "target_ids": st.dictionaries(st.sampled_from("123"), ids)}
    ),
    "goto": st.fixed_dictionaries({"target_id": ids, "loop_count": st.sampled_from([0, 1, 3, 10**12])}),
    "dtmf_send": st.fixed_dictionaries({"dtmfs": st.text("12#", min_size=1, max_size=3), "duration": st.just(0)}),
    "connect": st.just({"destinations": [{"type": "tel", "target": "+15550100010"}]}),
    "fetch_flow": st.just({"flow_id": IDS[0]}),
    "condition_variable": st.fixed_dictionaries(
        {
            "condition": st.sampled_from(["==", "<"]),
            "variable": st.just("voipbin.call.digits"),
            "value_type": st.sampled_from(["string", "number", "length"]),
            "false_target_id": ids,
        }
    ),
    "hangup": st.just({}),
    "answer": st.just({}),
}


@pytest.fixture(autouse=True)
def _low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreter, "MOST_AT_ONCE", AT_ONCE)
    monkeypatch.setattr(interpreter, "MOST_IN_ALL", IN_ALL)


any_action = st.sampled_from(sorted(OPTIONS)).flatmap(lambda kind: st.tuples(st.just(kind), OPTIONS[kind]))
any_flow = st.lists(any_action, min_size=6, max_size=6).map(lambda actions: flow(*actions))


def run(body: FlowBody, keys: str = "") -> list[ev.Effect]:
    """Run a flow to its end, with all time and every answer at hand, and return the effects."""
    state, effects = INTERPRETER.step(State.of(body), ev.Started(), CALL)
    seen = list(effects)
    presses = iter(keys)
    for _ in range(5 * IN_ALL):
        if not state.running:
            return seen
        key = next(presses, "")
        event: ev.Event = ev.DigitPressed(key) if key else _answer(effects, body)
        state, following = INTERPRETER.step(state, event, CALL)
        effects = effects if key and not following else following
        seen += following
    pytest.fail("the flow does not end")


def _answer(effects: tuple[ev.Effect, ...], body: FlowBody) -> ev.Event:
    for effect in reversed(effects):
        match effect:
            case ev.Wake(_, token):
                return ev.Woken(token)
            case ev.Fetch():
                return ev.Fetched(body)
            case ev.Dial():
                return ev.Parted("normal")
    pytest.fail(f"a flow waits for nothing: {effects}")


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_flow, st.text("123*", max_size=4))
def test_any_flow_ends_and_ends_in_the_same_way_each_time(body, keys):
    first = run(body, keys)
    assert run(body, keys) == first
    assert sum(isinstance(effect, ev.Executed) for effect in first) <= IN_ALL
    assert sum(isinstance(effect, ev.Finished | ev.HangUp) for effect in first) == 1
    assert isinstance(first[-1], ev.Finished | ev.HangUp)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(any_flow)
def test_a_step_changes_neither_flow_nor_state(body):
    before = copy.deepcopy(body.actions)
    state, _ = INTERPRETER.step(State.of(body), ev.Started(), CALL)
    kept = copy.deepcopy((state.variables, state.jumps, state.local, state.token))
    for event in (ev.DigitPressed("1"), ev.Woken(state.token), ev.Stopped()):
        INTERPRETER.step(state, event, CALL)
    assert (state.variables, state.jumps, state.local, state.token) == kept
    assert body.actions == before


def test_a_timer_that_is_out_of_date_does_nothing():
    body = flow(("sleep", {"duration": 10}), ("sleep", {"duration": 20}))
    state, _ = INTERPRETER.step(State.of(body), ev.Started(), CALL)
    later, _ = INTERPRETER.step(state, ev.Woken(state.token), CALL)
    assert INTERPRETER.step(later, ev.Woken(state.token), CALL) == (later, ())


def test_nothing_happens_after_the_end():
    body = flow(("hangup", {}))
    state, _ = INTERPRETER.step(State.of(body), ev.Started(), CALL)
    assert INTERPRETER.step(state, ev.DigitPressed("1"), CALL) == (state, ())


def test_stopping_before_the_start_ends_a_flow_without_effects():
    state, effects = INTERPRETER.step(State.of(flow(("answer", {}))), ev.Stopped(), CALL)
    assert (state.running, effects) == (False, ())


def test_an_action_of_one_mock_is_not_shared_in_the_interpreter_s_table():
    one, two = Interpreter(vocabulary("tutorial")), Interpreter(vocabulary("tutorial"))
    assert one.actions is not two.actions
    assert one.actions["branch"] is not two.actions["branch"]


def test_each_file_of_actions_is_in_the_vocabulary():
    tutorial, current = set(vocabulary("tutorial")), set(vocabulary("current"))
    assert tutorial == {
        "answer", "talk", "play", "connect", "dtmf_send", "digits_receive", "branch", "goto", "hangup", "sleep",
    }  # fmt: skip
    assert "dtmf_send" not in current
    assert {"digits_send", "condition_variable", "fetch_flow", "ai_talk"} <= current
