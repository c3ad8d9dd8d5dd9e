"""Who is called in a scenario: what is said of somebody whom no sentence has brought in, or too late."""

from __future__ import annotations

import pytest

from voipbin_harness.callees.heard import Trace
from voipbin_harness.callees.port import Callee
from voipbin_harness.callees.script import BUSY, Act, CalleeScript
from voipbin_harness.scenario.people import People
from voipbin_harness.violation import HarnessError

PRESS = Act("press", "answer", digits="1")


class Anybody:
    """A back-end that gives everyone the same number."""

    def place(self, script: CalleeScript) -> Callee:
        return Callee({"type": "tel", "target": "+15550100100"}, script)

    def trace(self, call_id: str) -> Trace:
        raise NotImplementedError


@pytest.fixture
def people() -> People:
    return People(Anybody(), "+15551234567")


def test_everyone_there_is_named_once(people: People) -> None:
    people.draft("callee", CalleeScript("answer", 1000))
    people.draft("second callee", CalleeScript("answer", 1000))
    assert len(people.dial(("all callees",))) == 2
    with pytest.raises(HarnessError) as caught:
        people.callee("third callee")
    assert str(caught.value) == (
        "there is no third callee in this scenario, only the callee and the second callee: "
        'say first "Given a third callee who answers after 2 seconds"'
    )


def test_all_callees_are_somebody(people: People) -> None:
    with pytest.raises(HarnessError, match="there is no callee in this scenario: say first"):
        people.dial(("all callees",))


def test_a_script_is_told_before_it_is_played(people: People) -> None:
    with pytest.raises(HarnessError, match="the callee has no script: say first how they take the call"):
        people.act("callee", PRESS)
    people.draft("callee", CalleeScript("answer", 1000))
    people.act("callee", PRESS)
    assert people.callee("callee").script.acts == (PRESS,)
    with pytest.raises(HarnessError, match="say first what they do"):
        people.act("callee", PRESS)
    with pytest.raises(HarnessError, match="say first what they do"):
        people.draft("callee", CalleeScript("reject", 0, BUSY))


def test_nobody_has_been_called_whom_no_sentence_let_be(people: People) -> None:
    people.draft("callee", CalleeScript("answer", 1000))
    with pytest.raises(HarnessError, match="the callee has not been called, nor named in a flow"):
        people.met("callee")
    people.fill({"target": "{callee}"})
    assert people.met("callee").target == "+15550100100"


def test_a_variable_of_the_platform_is_nobody_of_the_scenario(people: People) -> None:
    people.draft("callee", CalleeScript("answer", 1000))
    assert people.fill_text("{my number} {callee} ${callee} ${desk}") == "+15551234567 +15550100100 ${callee} ${desk}"
