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


@given(sentence('I have stored the flow "{name:Text}"'))
def stored(me: Me, made: Made, flows: Flows, name: str) -> None:
    """The flow is kept by the platform under an id of its own."""
    made.flows[name] = me.client.create_flow(name, flows.named(name))


@given(sentence('another customer has stored the flow "{name:Text}"'))
def stored_by_other(world: World, made: Made, flows: Flows, name: str) -> None:
    """The flow belongs to somebody else."""
    made.flows[name] = world.client("other").create_flow(name, flows.named(name))


@when("I try to store this flow:", target_fixture="answer")
def try_to_store(me: Me, world: World, flows: Flows, docstring: str) -> Exchange:
    """Post a flow that may be refused."""
    actions = world.edition.write_actions(flows.written(docstring))
    return me.client.request("POST", "/flows", body={"name": "tried", "detail": "", "actions": actions})


@when(sentence('I delete the stored flow "{name:Text}"'))
def delete_stored(me: Me, made: Made, name: str) -> None:
    """Take a stored flow away; its id stays known to the scenario."""
    me.client.request("DELETE", f"/flows/{made.flow(name)}")


@then(sentence('the stored flow "{name:Text}" has kept its actions'))
def kept_actions(me: Me, made: Made, flows: Flows, name: str) -> None:
    """Reading the flow gives back what was stored, in order."""
    answer = me.client.request("GET", f"/flows/{made.flow(name)}")
    wanted = me.world.edition.write_actions(flows.named(name))
    expect(same_flow(wanted, answer.json.get("actions")), Kind.ECHO, answer.name, exchange=answer)
