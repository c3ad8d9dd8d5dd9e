"""Flows: those that a call is made with, and those that the platform stores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_bdd import given, then, when

from steps._sentence import sentence
from voipbin_harness.exchange import Exchange
from voipbin_harness.match import same_flow
from voipbin_harness.scenario import flowbook
from voipbin_harness.scenario.expect import expect
from voipbin_harness.scenario.flowbook import Actions
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.origin import feature_file
from voipbin_harness.scenario.people import People
from voipbin_harness.scenario.ran import has_run
from voipbin_harness.violation import Kind
from voipbin_harness.world import World


@dataclass(frozen=True, slots=True)
class Flows:
    """Flows by name, or written in the scenario, with the numbers of its callees filled in."""

    places: list[Path]
    people: People

    def named(self, name: str) -> Actions:
        """Return the actions of ``flows/<name>.json``."""
        return self.people.fill(flowbook.read(flowbook.find(name, self.places)))  # type: ignore[no-any-return]

    def written(self, text: str) -> Actions:
        """Return the actions of a flow in a doc string."""
        return self.people.fill(flowbook.parse(text))  # type: ignore[no-any-return]


@pytest.fixture
def flows(request: pytest.FixtureRequest, people: People) -> Flows:
    """The flows that the scenario can name."""
    return Flows(flowbook.folders(feature_file(request.node)), people)


@given(sentence('{owner:Owner} stored the flow "{flow:Text}"'))
def stored(world: World, me: Me, made: Made, flows: Flows, owner: str, flow: str) -> None:
    """The platform keeps the flow under an id of its own, for me or for another customer."""
    made.flows[flow] = (world.client(owner) if owner else me.client).create_flow(flow, flows.named(flow))


@when("I try to store this flow:", target_fixture="answer")
def try_to_store(me: Me, made: Made, world: World, flows: Flows, docstring: str) -> Exchange:
    """Post a flow that may be refused."""
    body = {"name": "tried", "detail": "", "actions": world.edition.write_actions(flows.written(docstring))}
    return made.take_flow("tried", me.client.request("POST", "/flows", body=body))


@when(sentence('I run the stored flow "{flow:Text}" without a call'), target_fixture="answer")
def run_without_call(me: Me, made: Made, flow: str) -> Exchange:
    """Let the platform run a flow that no callee hears."""
    return made.take_activeflow(me.client.request("POST", "/activeflows", body={"flow_id": made.flow(flow)}))


@then(sentence("the flow has run {actions:Actions}"))
def has_run_actions(me: Me, made: Made, actions: list[str]) -> None:
    """The flow has run actions of these types in this order, as its activeflow tells it."""
    has_run(me, made, actions)


@then(sentence('the stored flow "{flow:Text}" has kept its actions'))
def kept_actions(me: Me, made: Made, flows: Flows, flow: str) -> None:
    """Reading the flow gives back what was stored, in order."""
    answer = me.client.request("GET", f"/flows/{made.flow(flow)}")
    wanted = me.world.edition.write_actions(flows.named(flow))
    expect(same_flow(wanted, answer.json.get("actions")), Kind.ECHO, answer.name, exchange=answer)
