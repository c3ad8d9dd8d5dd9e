"""Who speaks to the platform, and how they sign on."""

from __future__ import annotations

import pytest
from pytest_bdd import given, when

from steps._sentence import sentence
from voipbin_harness.accounts import Account
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.people import People
from voipbin_harness.scenario.sign_on import sign_on
from voipbin_harness.scenario.words import CARRIERS
from voipbin_harness.world import World


@pytest.fixture
def me(world: World) -> Me:
    """Whose side the scenario tells: the run's own account until a sentence says otherwise."""
    return Me(world)


@pytest.fixture
def people(world: World) -> People:
    """Everyone who can be called in the scenario."""
    return People(world.callees, world.source["target"])


@pytest.fixture
def made(world: World, people: People) -> Made:
    """Everything that the scenario has made."""
    return Made(world, people)


@given("I am a customer without credit")
def without_credit(world: World, me: Me) -> None:
    """Speak for an account whose balance is too low for a call."""
    me.account = world.account("empty").name


@given(sentence("my credential travels as {carrier:Carrier}"))
def credential_travels(me: Me, carrier: str) -> None:
    """Choose how every later request is signed."""
    me.carrier = CARRIERS[carrier]


@when("I sign on", target_fixture="answer")
def sign_on_rightly(world: World, me: Me) -> Exchange:
    """Sign on with the account's own username and password."""
    return sign_on(world, world.account(me.account))


@when(sentence('I sign on as "{username:Text}" with the password "{password:Text}"'), target_fixture="answer")
def sign_on_as(world: World, username: str, password: str) -> Exchange:
    """Sign on with any username and password."""
    return sign_on(world, Account("nobody", username, password))
