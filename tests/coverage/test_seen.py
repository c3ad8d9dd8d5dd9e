"""What counts as seen in each dimension, and what does not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.checks.building import (
    CALLEE,
    SOURCE,
    TALK,
    ask,
    call,
    get_call,
    groupcall,
    page,
    post_call,
    start,
    talk,
    tel,
    trace,
)
from tests.coverage.naming import ROOT
from voipbin_harness.callees.heard import Trace
from voipbin_harness.coverage.dimensions import TITLES
from voipbin_harness.coverage.measure import measure
from voipbin_harness.exchange import Exchange
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo

INFO = RunInfo("mock", "tutorial", "quick", 0)
Test = tuple[Sequence[Exchange], Mapping[str, Trace]]

MENU = json.loads((ROOT / "features" / "flows" / "song_menu.json").read_text(encoding="utf-8"))
ASKED, JAZZ, NONE, BYE = (MENU[place]["option"]["text"] for place in (0, 3, 9, 11))


def seen(dimension: str, test: Test) -> set[str]:
    """Return what one test has seen of a dimension, as the reports name it."""
    exchanges, traces = test
    session = start()
    for number, exchange in enumerate(exchanges, start=1):
        object.__setattr__(exchange, "number", number)
        session.check(exchange)
    session.close(traces)
    record = Record("a", "a", facts=session.facts())
    counted, nothing = (measure(records, INFO)[dimension] for records in ([record], []))
    return _names(nothing.closed_by, nothing.unreachable) - _names(counted.closed_by, counted.unreachable)


def _names(*told: Mapping[str, str]) -> set[str]:
    return {name for each in told for name in each}


def sent(*exchanges: Exchange) -> Test:
    return exchanges, {}


def posted(body: object, status: int = 200, to: str = "POST /flows") -> Test:
    return sent(ask(to, b"" if status >= 300 else {"id": 1}, body=body, status=status))


def prompt(at: int, text: str) -> list[tuple[int, str, dict[str, Any]]]:
    said = {"kind": "talk", "text": text, "duration_ms": 1000}
    return [(at, "prompt", said), (at + 1000, "prompt_end", {"completed": True})]


def heard(*events: Any, actions: object = MENU) -> Test:
    """Return a call whose callee has answered and heard this of a flow."""
    flat = [one for event in events for one in (event if isinstance(event, list) else [event])]
    body = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": actions}
    exchanges = [post_call(call(), body=body), ask("GET /flows", page(), at_ms=60_000)]
    return exchanges, trace((3000, "status", {"status": "progressing"}), *flat)


def hangup(at: int, by: str = "local") -> tuple[int, str, dict[str, Any]]:
    return (at, "hangup", {"by": by, "reason": "normal", "code": 200})


def silence(rounds: int) -> Test:
    """Return a call whose callee presses nothing, so often."""
    events, at = [], 3000
    for _ in range(rounds):
        events += [prompt(at, ASKED), prompt(at + 6000, NONE)]
        at += 7000
    return heard(*events, prompt(at, BYE), hangup(at + 1020))


FLOW = {"name": "a flow", "detail": "", "actions": TALK}
PRESSED = heard(prompt(3000, ASKED), (4500, "digit_pressed", {"digit": "1"}), prompt(4500, JAZZ), hangup(5520))
CUT = heard(prompt(3000, ASKED), hangup(4200, "remote"))
NOT_TOLD = ("", {})

#: The dimension, what is looked for, a test that shows it, and one that is as near to it as can be.
CASES: dict[str, tuple[str, str, Test, Test]] = {
    "an operation that was answered": (
        "operations", "GET /calls/{id}",
        sent(get_call(call())), sent(ask("GET /calls", page())),
    ),
    "a refusal, too, answers an operation": (
        "operations", "GET /calls/{id}",
        sent(ask("GET /calls/{id}", status=404, id="x")), sent(ask("GET /calls", status=401)),
    ),
    "a status that came": (
        "responses", "GET /calls/{id} 404",
        sent(ask("GET /calls/{id}", status=404, id="x")), sent(get_call(call())),
    ),
    "a member that was there": (
        "members", "call.hangup_by",
        sent(get_call(call())), sent(get_call({"id": call()["id"]})),
    ),
    "a member wherever the call stands": (
        "members", "call.source.target",
        sent(ask("GET /calls", page(call()))), sent(ask("GET /calls", page())),
    ),
    "a member of another thing is another": (
        "members", "groupcall.source.target",
        sent(ask("GET /groupcalls", page(groupcall(1)))), sent(get_call(call())),
    ),
    "a value that was there": (
        "values", "call.status = ringing",
        sent(get_call(call("ringing"))), sent(get_call(call("dialing"))),
    ),
    "a value of a refusal is none of the call": (
        "values", "call.status = ringing",
        sent(get_call(call("ringing"))), sent(ask("GET /calls/{id}", call("ringing"), status=404, id="x")),
    ),
    "a rule that a request kept": (
        "rules-kept", "flow:/properties/name/type",
        posted(FLOW), posted({**FLOW, "name": 7}, 400),
    ),
    "a rule that had nothing to say was not kept": (
        "rules-kept", "actions/sleep:/properties/option/properties/duration/type",
        posted({**FLOW, "actions": [{"type": "sleep", "option": {"duration": 1}}]}), posted(FLOW),
    ),
    "a rule that a request broke": (
        "rules-broken", "flow:/properties/name/type",
        posted({**FLOW, "name": 7}, 400), posted(FLOW),
    ),
    "of two mistakes nobody knows which was refused": (
        "rules-broken", "flow:/properties/name/type",
        posted({**FLOW, "name": 7}, 400), posted({**FLOW, "name": 7, "detail": 7}, 400),
    ),
    "a type of action that was accepted": (
        "actions", "sleep",
        posted({**FLOW, "actions": [{"type": "sleep", "option": {"duration": 1}}]}),
        posted({**FLOW, "actions": [{"type": "sleep", "option": {"duration": 1}}]}, 400),
    ),
    "an outcome that the callee heard": ("outcomes", "branch: an arm", PRESSED, CUT),
    "a flow that came to its end": ("outcomes", "flow: by the flow", PRESSED, CUT),
    "a flow that was cut short": ("outcomes", "flow: cut short", CUT, PRESSED),
    "an arm that was taken": ("branches", "song menu, action 3: 1", PRESSED, silence(3)),
    "the default that was taken": ("branches", "song menu, action 3: default", silence(3), PRESSED),
    "an arm of a flow without a name": (
        "branches", "song menu, action 3: 1", PRESSED,
        heard(prompt(3000, ASKED), (4500, "digit_pressed", {"digit": "1"}), prompt(4500, "Another song."),
              hangup(5520), actions=[*MENU[:3], {**MENU[3], "option": talk("Another song.")["option"]}, *MENU[4:]]),
    ),
    "a jump that was taken": ("gotos", "song menu, action 11: taken", silence(3), PRESSED),
    "a jump whose count is used up": ("gotos", "song menu, action 11: skipped", silence(3), PRESSED),
    "digits that came": ("digits", "song menu, action 2: length", PRESSED, silence(3)),
    "digits that did not come": ("digits", "song menu, action 2: timeout", silence(3), PRESSED),
    "a status after another": (
        "transitions", "dialing > ringing",
        sent(post_call(call()), get_call(call("ringing"))), sent(post_call(call()), get_call(call())),
    ),
    "a status that nobody saw before": (
        "transitions", "dialing > ringing",
        sent(post_call(call()), get_call(call("ringing"))), sent(get_call(call("ringing"))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_fact_counts_where_it_was_seen_and_nowhere_else(case: str) -> None:
    dimension, name, shows, does_not = CASES[case]
    assert name in seen(dimension, shows)
    assert name not in seen(dimension, does_not)


def test_every_dimension_has_its_cases() -> None:
    assert {dimension for dimension, *_ in CASES.values()} == TITLES.keys()


def test_what_is_not_documented_counts_nowhere() -> None:
    odd = {**call(), "colour": "red", "status": "sleeping"}
    test = sent(get_call(odd), ask("GET /calls", page(), status=418), ask("GET /nowhere", page()))
    assert seen("operations", test) == {"GET /calls/{id}", "GET /calls"}
    assert seen("responses", test) == {"GET /calls/{id} 200"}
    assert "call.colour" not in seen("members", test)
    assert not any("sleeping" in name for name in seen("values", test))


def test_what_was_seen_twice_counts_once(tmp_path: Path) -> None:
    once, twice = (
        [Record(name, name, facts={("responses", "GET /calls 200")}) for name in names] for names in ["a", "ab"]
    )
    assert measure(once, INFO)["responses"] == measure(twice, INFO)["responses"]
    assert measure(once, INFO)["responses"].seen == 1
