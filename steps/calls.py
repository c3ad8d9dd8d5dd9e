"""Making calls and ending them."""

from __future__ import annotations

from pytest_bdd import given, when

from steps._sentence import sentence
from steps.flows import Flows
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.people import People, address
from voipbin_harness.world import World

Whom = tuple[str, ...]

_STORED = "{stored flow}"


@when(sentence('I call {whom:Whom} with the flow "{flow:Text}"'), target_fixture="answer")
def call_with_flow(me: Me, made: Made, people: People, flows: Flows, whom: Whom, flow: str) -> Exchange:
    """Dial, and send the actions of a named flow along."""
    return made.take_calls(me.dial(people.dial(whom), actions=flows.named(flow)), me.client)


@when(sentence("I call {whom:Whom} with this flow:"), target_fixture="answer")
def call_with_this_flow(me: Me, made: Made, people: People, flows: Flows, whom: Whom, docstring: str) -> Exchange:
    """Dial, and send the actions of the doc string along."""
    return made.take_calls(me.dial(people.dial(whom), actions=flows.written(docstring)), me.client)


@when(sentence('I call {whom:Whom} with the stored flow "{flow:Text}"'), target_fixture="answer")
def call_with_stored_flow(me: Me, made: Made, people: People, whom: Whom, flow: str) -> Exchange:
    """Dial, and name a flow that the platform keeps."""
    return made.take_calls(me.dial(people.dial(whom), flow_id=made.flow(flow)), me.client)


@when(sentence('I call {whom:Whom} from "{source:Text}" with the flow "{flow:Text}"'), target_fixture="answer")
def call_from(me: Me, made: Made, people: People, flows: Flows, whom: Whom, source: str, flow: str) -> Exchange:
    """Dial from a number that may not be mine."""
    exchange = me.dial(people.dial(whom), source=address(source), actions=flows.named(flow))
    return made.take_calls(exchange, me.client)


@when("I post this call request:", target_fixture="answer")
def post_request(me: Me, made: Made, people: People, docstring: str) -> Exchange:
    """Send any body; ``{my number}``, ``{callee}`` and ``{stored flow}`` (the newest) stand for numbers and an id."""
    if _STORED in docstring:
        docstring = docstring.replace(_STORED, made.newest("flow"))
    content, headers = people.fill_text(docstring).encode(), {"Content-Type": "application/json"}
    return made.take_calls(me.client.request("POST", "/calls", content=content, headers=headers), me.client)


@given(sentence('I have called {whom:Whom} {times:d} times with the flow "{flow:Text}"'))
def called_times(me: Me, made: Made, people: People, flows: Flows, whom: Whom, times: int, flow: str) -> None:
    """Dial again and again, half a second apart."""
    for _ in range(times):
        made.take_calls(me.dial(people.dial(whom), actions=flows.named(flow)), me.client)
        me.world.clock.advance(500)


@when(sentence("the {call:Call} is {status:Stage}"))
def reaches(made: Made, call: str, status: str) -> None:
    """Wait until the call is in this status, or over."""
    made.call(call).until(status, "hangup" if status == "hangup" else "answer")


@when(sentence("I hang up the {call:Call}"))
def hang_up(made: Made, call: str) -> None:
    """Ask the platform to end the call."""
    made.call(call).hang_up()


@when(sentence("I wait {time_ms:Duration}"))
def time_passes(world: World, time_ms: int) -> None:
    """Let time pass, with all that happens in it."""
    world.clock.advance(time_ms)
