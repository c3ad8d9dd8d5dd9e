"""Who is called, how they take the call and what they do then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_bdd import given

from steps._sentence import sentence
from steps.flows import Flows
from voipbin_harness.callees.script import BUSY, DECLINE, NO_ANSWER, UNREACHABLE, Act, CalleeScript
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.own_number import second_number
from voipbin_harness.scenario.people import People, address


@given(sentence("a {who:Callee} who answers after {ring_ms:Duration}"))
def answers(people: People, who: str, ring_ms: int) -> None:
    """The telephone rings that long; then the callee answers and listens."""
    people.draft(who, CalleeScript("answer", ring_ms))


@given(sentence("a {who:Callee} who is busy{ring_ms:Later}"))
def is_busy(people: People, who: str, ring_ms: int) -> None:
    """The line is engaged: SIP 486; or the telephone rings that long, and the caller is sent away as if it were."""
    people.draft(who, CalleeScript("reject", ring_ms, BUSY))


@given(sentence("a {who:Callee} who never answers"))
def never_answers(people: People, who: str) -> None:
    """The telephone rings until the platform gives up dialling."""
    people.draft(who, CalleeScript("no_answer"))


@given(sentence("a {who:Callee} who does not answer for {ring_ms:Duration}"))
def does_not_answer(people: People, who: str, ring_ms: int) -> None:
    """The telephone rings that long; then its network gives up: SIP 480."""
    people.draft(who, CalleeScript("reject", ring_ms, NO_ANSWER))


@given(sentence("a {who:Callee} who rejects the call after {ring_ms:Duration}"))
def rejects(people: People, who: str, ring_ms: int) -> None:
    """The telephone rings that long; then the callee declines: SIP 603."""
    people.draft(who, CalleeScript("reject", ring_ms, DECLINE))


@given(sentence("a {who:Callee} who cannot be reached"))
def cannot_be_reached(people: People, who: str) -> None:
    """Nothing rings there: SIP 503."""
    people.draft(who, CalleeScript("reject", 0, UNREACHABLE))


@given(sentence('the {who:Callee} "{number:Text}"'))
def at_address(people: People, who: str, number: str) -> None:
    """Someone whom the target brings itself: a number, name@domain, sip:name@domain or an extension (digits)."""
    people.at(who, address(number))


@given(sentence('the {who:Callee} is my second number, which runs the flow "{flow:Text}"'))
def is_my_second_number(me: Me, people: People, flows: Flows, who: str, flow: str) -> Iterator[None]:
    """Let a second number of my own answer by a flow; what it ran before is restored afterwards."""
    with second_number(me, flow, flows.named(flow)) as number:
        people.at(who, address(number))
        yield


@given(sentence('the {who:Callee} presses "{digits:Text}" {moment:Moment}'))
def presses(people: People, who: str, digits: str, moment: Act) -> None:
    """The callee presses keys, counted from the end of a prompt or from the answer."""
    people.act(who, replace(moment, digits=digits))


@given(sentence("the {who:Callee} hangs up {moment:Moment}"))
def hangs_up(people: People, who: str, moment: Act) -> None:
    """The callee puts the receiver down, counted from the end of a prompt or from the answer."""
    people.act(who, replace(moment, do="hangup"))
