"""One request that rings several callees."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_bdd import then, when

from steps._sentence import sentence
from steps.flows import Flows
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario import group
from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.people import People
from voipbin_harness.violation import Kind


@when(sentence('I make a groupcall to {whom:Whom}{method:Manner} with the flow "{flow:Text}"'), target_fixture="answer")
def make_groupcall(
    me: Me, made: Made, people: People, flows: Flows, whom: tuple[str, ...], method: Mapping[str, str], flow: str
) -> Exchange:
    """Ring all at once, or one after another; the flow runs with whoever answers."""
    return made.take_groupcall(me.ring(people.dial(whom), actions=flows.named(flow), **method), me.client)


@when(sentence('I make a groupcall to {whom:Whom} with the stored flow "{flow:Text}"'), target_fixture="answer")
def make_groupcall_with_stored(me: Me, made: Made, people: People, whom: tuple[str, ...], flow: str) -> Exchange:
    """Ring all, and name a flow that the platform keeps."""
    return made.take_groupcall(me.ring(people.dial(whom), flow_id=made.flow(flow)), me.client)


@then("the groupcall rings each callee with a call of its own")
def rings_each(me: Me, made: Made) -> None:
    """There are as many calls as destinations, one to each."""
    group.rings_each(me, made)


@then(sentence("the groupcall is answered by {who:Answerer}"))
def answered_by(me: Me, made: Made, who: str) -> None:
    """The groupcall names the call of the one who answered."""
    group.answered_by(me, made, who)


@then(sentence("the {later:Call} begins when the {earlier:Call} has ended"))
def begins_after(made: Made, later: str, earlier: str) -> None:
    """Two callees are rung one after another."""
    end, begin = made.call(earlier).end().hung_up, made.call(later).look().created
    if end is None or begin is None or begin < end:
        fail(Kind.FAN_OUT, group.READ, "$.call_ids", f"the {later} from {end} on", f"created {begin}")
