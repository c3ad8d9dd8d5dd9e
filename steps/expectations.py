"""What a call went through and how it ended."""

from __future__ import annotations

from pytest_bdd import then

from steps._sentence import sentence
from voipbin_harness.match import ends, passes_through, span
from voipbin_harness.scenario.expect import expect, fail
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.watched import READ, until_connected
from voipbin_harness.violation import Kind

BY = {"locally": "local", "remotely": "remote"}


@then(sentence("the {call:Call} passes through {statuses:Statuses}"))
def passes(made: Made, call: str, statuses: list[str]) -> None:
    """The call has these statuses in this order: seen, or proved by its times or by how it ended."""
    watched = made.call(call)
    watched.end() if statuses[-1] == "hangup" else watched.until(statuses[-1])
    expect(passes_through(statuses, watched.seen), Kind.LIFECYCLE, READ)


@then(sentence('the {call:Call} ends {side:Side} with reason "{reason:Text}"'))
def ended(made: Made, call: str, side: str, reason: str) -> None:
    """Who ended the call, the platform (locally) or the callee (remotely), and why."""
    expect(ends(made.call(call).end(), BY[side], reason), Kind.LIFECYCLE, READ)


@then(sentence("the {call:Call} is still {status:Status}"))
def is_still(made: Made, call: str, status: str) -> None:
    """The call has this status now."""
    seen = made.call(call).look().status
    if seen != status:
        fail(Kind.LIFECYCLE, READ, "$.status", status, seen)


@then(sentence("the {call:Call} rings for {time_ms:Duration}"))
def rings_for(made: Made, call: str, time_ms: int) -> None:
    """The time from ringing to the answer, or to the end where nobody answered."""
    view = made.call(call).end()
    expect(span("$.tm_ringing", view.ringing, view.progressing or view.hung_up, time_ms), Kind.TIMESTAMPS, READ)


@then(sentence("the {call:Call} lasts {time_ms:Duration}"))
def lasts(made: Made, call: str, time_ms: int) -> None:
    """The time from the answer to the end."""
    view = made.call(call).end()
    expect(span("$.tm_progressing", view.progressing, view.hung_up, time_ms), Kind.TIMESTAMPS, READ)


@then(sentence("the {call:Call} is connected with the {who:Callee}"))
def is_connected(made: Made, call: str, who: str) -> None:
    """The call names a chained call to the other callee, who has answered."""
    watched = made.call(call)
    leg = until_connected(watched, made.people.met(who).target)
    view = leg.until("progressing")
    if view.master_call_id != watched.id:
        fail(Kind.FLOW, READ, "$.master_call_id", watched.id, view.master_call_id or "none")
