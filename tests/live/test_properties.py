"""Generated data on a live target: only what must be refused, to callees on the list, within the budget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.live.altering import Altered, answer
from tests.live.mocking import LISTENS, SECOND, THIRD, Platform, profile, world_of
from voipbin_harness.properties import actions, generated, persistence, probes, rules
from voipbin_harness.properties.overlay import digits_of
from voipbin_harness.safety.limits import Limits
from voipbin_harness.violation import ExpectationFailed, Unproven
from voipbin_harness.world import World


def on_a_live_target(platform: Platform, folder: Path, **changes: Any) -> World:
    target = platform.target(profile(folder, **changes))
    target.arrive()
    world = world_of(target)
    world.begin()
    return world


def rung(platform: Platform) -> set[str]:
    """Every number that stood in a request as somebody to ring."""
    return {
        digits_of(address["target"])
        for request in platform.seen
        if request.method == "POST" and request.url.path.endswith("calls")
        for address in _addresses(request.content)
    }


def _addresses(content: bytes) -> list[dict[str, str]]:
    try:
        body = json.loads(content)
    except ValueError:
        return []
    found = body.get("destinations") if isinstance(body, dict) else None
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict) and isinstance(one.get("target"), str)]


ALLOWED = {digits_of(number) for number in (SECOND, THIRD, LISTENS)} | {""}


@pytest.mark.parametrize("operation", ["POST /calls", "POST /flows", "DELETE /calls/{id}"])
def test_invalid_data_is_sent_and_rings_nobody(tmp_path: Path, operation: str) -> None:
    platform = Platform()
    world = on_a_live_target(platform, tmp_path)
    before = len(platform.seen)
    generated.try_negative(world, operation, examples=12, seed=1)
    assert len(platform.seen) > before + 5
    assert rung(platform) <= ALLOWED
    assert world.target.leave() == []


def test_each_rule_is_broken_alone_and_what_breaks_none_stays_here(tmp_path: Path) -> None:
    platform = Platform()
    world = on_a_live_target(platform, tmp_path)
    rules.try_broken_rules(world, "POST /calls")
    assert rung(platform) <= ALLOWED
    assert [call for call in platform.get("/calls")["result"] if call["status"] != "hangup"] == []


def test_what_is_accepted_though_it_must_be_refused_is_found(tmp_path: Path) -> None:
    platform = Platform()
    world = on_a_live_target(platform, tmp_path)
    Altered(platform, "POST /flows", instead=lambda: answer(200, {}))
    with pytest.raises((ExpectationFailed, ExceptionGroup), match=r"accepted-invalid|property does not hold"):
        rules.try_broken_rules(world, "POST /flows")


def test_a_spent_budget_holds_generated_data_back(tmp_path: Path) -> None:
    platform = Platform()
    world = on_a_live_target(platform, tmp_path, limits=Limits(calls=0, requests_per_second=1000))
    rules.try_broken_rules(world, "POST /groupcalls")
    assert "POST /v1.0/groupcalls" in platform.sent, "what names nobody may go"
    assert rung(platform) == set()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda world: generated.try_positive(world, "POST /calls", examples=3, seed=1),
        lambda world: generated.try_coverage(world, "POST /calls"),
        lambda world: rules.try_boundaries(world, "POST /calls"),
        lambda world: rules.try_broken_rules(world, "POST /auth/login"),
        lambda world: actions.try_action(world, "talk"),
        lambda world: probes.try_probe(world, "odd json"),
        persistence.try_partly_wrong,
    ],
)
def test_everything_else_is_unproven_with_a_reason(tmp_path: Path, attempt: Any) -> None:
    platform = Platform()
    world = on_a_live_target(platform, tmp_path)
    before = platform.sent
    with pytest.raises(Unproven) as caught:
        attempt(world)
    assert caught.value.capability == "generated_data"
    assert platform.sent == before
