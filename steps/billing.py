"""What calls cost, and that what was refused costs nothing and leaves nothing."""

from __future__ import annotations

from pytest_bdd import given, then

from steps._sentence import sentence
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario.listing import Noted, no_trace, note, paid
from voipbin_harness.scenario.me import Me
from voipbin_harness.world import World


@given("I have noted my calls and my balance", target_fixture="noted")
def have_noted(me: Me) -> Noted:
    """Remember calls, groupcalls, flows and balance as they are now."""
    return note(me)


@then("nothing is dialled, listed or paid")
def leaves_no_trace(world: World, me: Me, noted: Noted, answer: Exchange) -> None:
    """Five seconds after the refusal everything is as it was noted."""
    world.clock.advance(5000)
    no_trace(me, noted, answer.name)


@then(sentence("I have paid for {count:Calls}"))
def have_paid(me: Me, noted: Noted, count: int) -> None:
    """The balance is lower than noted by the price of so many legs."""
    paid(me, noted, count)
