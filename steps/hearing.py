"""What a callee heard."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_bdd import then

from steps._sentence import sentence
from voipbin_harness import match
from voipbin_harness.scenario.expect import expect
from voipbin_harness.scenario.made import Made
from voipbin_harness.violation import Kind, Witness


@then(sentence('the {who:Callee} hears the prompt "{prompt:Text}"'))
def hears_prompt(made: Made, who: str, prompt: str) -> None:
    """The callee hears this text, or this file, to its end."""
    call = made.call_to(who)
    heard = call.until_heard(lambda so_far: match.hears(so_far, prompt) is None, f'"{prompt}"')
    expect(match.hears(heard, prompt), Kind.FLOW, call.born, Witness.CALLEE)


@then(sentence("the {who:Callee} hears in order"))
def hears_in_order(made: Made, who: str, datatable: Sequence[Sequence[str]]) -> None:
    """The callee hears these prompts and no other; the last may be cut short by the end of the call."""
    call = made.call_to(who)
    call.end()
    expect(match.hears_in_order(call.prompts(), [row[0] for row in datatable]), Kind.FLOW, call.born, Witness.CALLEE)


@then(sentence('the {who:Callee} hears the prompt "{prompt:Text}" {times:Times}'))
def hears_times(made: Made, who: str, prompt: str, times: int) -> None:
    """The callee hears this prompt so often, each time to its end."""
    call = made.call_to(who)
    call.end()
    expect(match.hears_times(call.prompts(), prompt, times), Kind.FLOW, call.born, Witness.CALLEE)


@then(sentence('the {who:Callee} hears only the beginning of the prompt "{prompt:Text}"'))
def hears_beginning(made: Made, who: str, prompt: str) -> None:
    """The prompt is cut short."""
    call = made.call_to(who)
    call.end()
    expect(match.hears_beginning(call.prompts(), prompt), Kind.FLOW, call.born, Witness.CALLEE)


@then(sentence('the {who:Callee} waits {least:Least}{time_ms:Duration} between "{before:Text}" and "{after:Text}"'))
def waits_between(made: Made, who: str, least: bool, time_ms: int, before: str, after: str) -> None:  # noqa: FBT001
    """The silence from the end of one prompt to the beginning of the next."""
    call = made.call_to(who)
    call.end()
    expect(match.pause(call.prompts(), before, after, time_ms, or_more=least), Kind.FLOW, call.born, Witness.CALLEE)


@then(sentence('the {who:Callee} hears the digits "{digits:Text}", each {tone_ms:Duration} long'))
def hears_digits(made: Made, who: str, digits: str, tone_ms: int) -> None:
    """The platform sends these tones in this order, each of this length."""
    call = made.call_to(who)
    call.end()
    expect(match.hears_digits(call.trace(), call.id, digits, tone_ms), Kind.FLOW, call.born, Witness.CALLEE)
