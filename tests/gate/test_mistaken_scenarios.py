"""A scenario that lacks a sentence, or could not fail, is itself in error: status 2, and no word against the API."""

from __future__ import annotations

import pytest

from tests.gate.running import Run, gate

CALLEE = "Given a callee who answers after 1 second"
CALL = 'When I call the callee with the flow "greeting"'
STORED = 'Given I have stored the flow "greeting"'
RUN = 'When I run the stored flow "greeting" without a call'

#: The sentences of a scenario, and what is said of it.
MISTAKEN = [
    (["Then the call is gone"], 'made no calls: say first "When I call the callee with the flow ..."'),
    (["Then the groupcall is gone"], 'made no groupcalls: say first "When I make a groupcall to all callees'),
    (["Then the flow is gone"], 'made no flows: say first "Given I have stored the flow ..."'),
    (["Then the activeflow is gone"], 'made no activeflows: say first "When I run the stored flow ... without a call"'),
    (["When I try to read the call"], "made no calls: say first"),
    (["When I try to hang up the groupcall"], "made no groupcalls: say first"),
    (["When another customer tries to delete the flow"], "made no flows: say first"),
    (["Then the groupcall is answered by the callee"], "made no groupcalls: say first"),
    (["Then the flow has run hangup"], "made no calls: say first"),
    ([STORED, RUN, "When the call is over"], "made no calls: say first"),
    ([RUN], 'is not stored: say first "Given I have stored the flow'),
    (["When I list my calls", "Then each that I made is listed once"], "made no calls: say first"),
    (["When I list my calls, 0 to a page", "Then each page but the last holds 0"], "made no calls: say first"),
    (["When I list my groupcalls", "Then they are listed newest first"], "made no groupcalls: say first"),
    (["Given I have stored 0 flows", "When I list my flows", "Then each that I made is listed once"], "made no flows"),
    (["Given I have stored 1 flows", "When I list my flows", "Then they are listed newest first"], "only 1 of 2 flows"),
    ([STORED, "When I list my numbers", "Then each that I made is listed once"], "made no numbers, nor does any step"),
    (["Then another customer's lists show nothing of mine"], "made no calls: say first"),
    ([CALL], 'there is no callee in this scenario: say first "Given a callee who answers after 2 seconds"'),
    (['When I call all callees with the flow "greeting"'], "there is no callee in this scenario: say first"),
    (
        [CALLEE, CALL, "When the call to the second callee is over"],
        'no second callee in this scenario, only the callee: say first "Given a second callee who',
    ),
    (
        [CALLEE, "Given a second callee who is busy", CALL, "Then the call is connected with the second callee"],
        "the second callee has not been called, nor named in a flow",
    ),
    ([CALLEE, CALL, 'Given the callee presses "1" 1 second after the answer'], "say first what they do"),
    (['Given the second callee presses "1" 1 second after the answer'], 'such as "Given a second callee who answers'),
]

GROUPCALL = 'When I make a groupcall to all callees with the flow "greeting"'
ONCE = "Then each that I made is listed once"

#: The same steps where there is no mistake.
FINE = [
    [CALLEE, GROUPCALL, GROUPCALL, "When I list my groupcalls, 1 to a page", ONCE, "Then they are listed newest first"],
    [STORED, RUN, "When I list my activeflows", ONCE, "Then each page but the last holds 1"],
    [STORED, RUN, "Then another customer's lists show nothing of mine"],
    ["When I list my numbers, 1 to a page", "Then they are listed newest first", "Then each page but the last holds 1"],
    [CALLEE, 'Given the callee presses "1" 1 second after the answer', CALL, "When the call to the callee is over"],
]


def scenario(name: str, sentences: list[str]) -> str:
    return "\n".join([f"  Scenario: {name}", *(f"    {sentence}" for sentence in sentences), ""])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("mistaken")
    scenarios = [scenario(f"mistake {number}.", sentences) for number, (sentences, _) in enumerate(MISTAKEN)]
    scenarios += [scenario(f"fine {number}", sentences) for number, sentences in enumerate(FINE)]
    (folder / "a.feature").write_text("\n".join(["Feature: a", "", *scenarios]), encoding="utf-8")
    return gate(folder / "reports", "--only", "features", "--features", str(folder))


def test_it_is_an_error_and_no_finding(played: Run) -> None:
    assert (played.status, played.gate["findings"]) == (2, []), played.out + played.err
    assert played.gate["counts"]["passed"] == len(FINE), played.out


@pytest.mark.parametrize("number", range(len(MISTAKEN)), ids=lambda number: " ".join(MISTAKEN[number][0]))
def test_it_is_told_what_to_say_first(number: int, played: Run) -> None:
    (why,) = [item["why"] for item in played.gate["unproven"] if f"mistake {number}." in item["what"]]
    assert MISTAKEN[number][1] in why
    assert "\n" not in why
