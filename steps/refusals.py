"""Requests that may be refused."""

from __future__ import annotations

from pytest_bdd import then, when

from steps._sentence import sentence
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.tries import attempt, judge
from voipbin_harness.scenario.words import Actor
from voipbin_harness.violation import Kind


@when(sentence("{who:Actor} to {what:Attempt}"), target_fixture="answer")
def tries(me: Me, made: Made, who: Actor, what: str) -> Exchange:
    """Somebody sends a request about what the scenario has made, or about what does not exist."""
    return attempt(me, made, who, what)


@then(sentence("it is refused because {reason:Refusal}"))
def is_refused(answer: Exchange, reason: str) -> None:
    """The last request was refused, for this reason."""
    judge(answer, reason)


@then("it succeeds")
def succeeds(answer: Exchange) -> None:
    """The last request was granted."""
    if not answer.ok:
        fail(Kind.REJECTED_VALID, answer.name, "status", "200", str(answer.status), exchange=answer)
