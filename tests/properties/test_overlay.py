"""Generated data names nobody outside the allowed set, whatever the schema, and the guard holds what slips through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from schemathesis import GenerationMode

from voipbin_harness.contract.loader import editions, load
from voipbin_harness.properties.document import operation_of
from voipbin_harness.properties.generated import draw
from voipbin_harness.properties.guard import refusal
from voipbin_harness.properties.overlay import FLOW_ID, Allowed, pin, pinned

ALLOWED = Allowed(("+15551234567", "+15552222222"))
DIALLING = ("POST /calls", "POST /groupcalls", "POST /flows", "POST /activeflows")


def addresses_in(value: Any, member: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every address and whether it is a source or a destination, read independently of the overlay."""
    if isinstance(value, dict):
        if member in ("source", "destination", "destinations") and "target" in value:
            yield member, value["target"]
        for name, inner in value.items():
            yield from addresses_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses_in(inner, member)


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("operation", DIALLING)
def test_no_generated_body_names_a_number_outside(edition: str, operation: str) -> None:
    bodies: list[Any] = []
    strategy = operation_of(edition, ALLOWED, operation).as_strategy(generation_mode=GenerationMode.POSITIVE)
    draw(strategy, lambda case: bodies.append(case.body), examples=125, seed=1)
    assert len(bodies) >= 100
    for body in bodies:
        assert refusal(json.dumps(body).encode(), ALLOWED) is None
        for member, number in addresses_in(body):
            assert number in (ALLOWED.sources if member == "source" else ALLOWED.callees)


@pytest.mark.parametrize("edition", editions())
def test_the_same_seed_gives_the_same_bodies(edition: str) -> None:
    def bodies(seed: int) -> list[str]:
        drawn: list[str] = []
        strategy = operation_of(edition, ALLOWED, "POST /calls").as_strategy(generation_mode=GenerationMode.NEGATIVE)
        draw(strategy, lambda case: drawn.append(repr(case.body)), examples=15, seed=seed)
        return drawn

    assert bodies(3) == bodies(3)
    assert bodies(3) != bodies(4)


def test_pins_reach_into_nested_actions() -> None:
    nested = {"properties": {"option": {"properties": {"destinations": {"type": "array", "items": {}, "minItems": 2}}}}}
    found = pin({"properties": {"actions": {"items": {"oneOf": [nested]}}}}, ALLOWED)
    rule = found["properties"]["actions"]["items"]["oneOf"][0]["properties"]["option"]["properties"]["destinations"]
    assert rule["items"]["properties"]["target"] == {"enum": [*ALLOWED.callees]}
    assert rule["minItems"] == 2


def test_pins_reach_into_bodies_written_by_hand() -> None:
    connect = {"type": "connect", "option": {"destinations": [{"type": "tel", "target": "+442071838750"}]}}
    body = pinned({"source": {"type": "tel", "target": "+1"}, "flow_id": "x", "actions": [connect]}, ALLOWED)
    assert body["source"]["target"] == ALLOWED.sources[0]
    assert body["flow_id"] == FLOW_ID
    assert body["actions"][0]["option"]["destinations"][0]["target"] == ALLOWED.callees[0]


@pytest.mark.parametrize(
    "address",
    [
        {"type": "tel", "target": "+442071838750"},
        {"type": "tel", "target": "020 7183 8750"},
        {"type": "tel", "target": "911"},
        {"type": "tel", "target": "٩١١"},
        {"type": "tel", "target": 911},
        {"type": "sip", "target": "someone@example.org"},
        {"type": "extension", "target_name": "2000"},
        {"type": "tel", "target": ALLOWED.sources[0]},
        "+442071838750",
    ],
)
@pytest.mark.parametrize("member", ["destinations", "destination"])
def test_the_guard_refuses_whom_it_does_not_know(address: Any, member: str) -> None:
    dialling: dict[str, Any] = {"type": "connect", "option": {member: [address] if member[-1] == "s" else address}}
    assert refusal(json.dumps({"actions": [dialling]}).encode(), ALLOWED)


def test_the_guard_refuses_a_strange_source() -> None:
    assert refusal(b'{"source": {"type": "tel", "target": "+15550100001"}}', ALLOWED)


def test_the_guard_refuses_strange_addresses_of_the_web() -> None:
    assert refusal(b'{"actions": [{"type": "fetch", "option": {"event_url": "https://example.org/"}}]}', ALLOWED)


@pytest.mark.parametrize("target", ["+15550100001", "+1 555-010-0001", "15550100001x", "no number", "", "+1234567"])
def test_the_guard_lets_pass_what_rings_nobody_else(target: str) -> None:
    body = {"destinations": [{"type": "tel", "target": target}], "actions": [{"type": "talk", "text": "Dial 911!"}]}
    assert refusal(json.dumps(body).encode(), ALLOWED) is None


@hypothesis.given(st.binary(max_size=50))
@hypothesis.settings(derandomize=True, database=None, max_examples=50)
def test_the_guard_reads_anything(body: bytes) -> None:
    refusal(body, ALLOWED)


@pytest.mark.parametrize("edition", editions())
def test_every_dialling_request_is_pinned(edition: str) -> None:
    documented = [operation.name for operation in load(edition).operations.values() if operation.method == "POST"]
    assert set(DIALLING) <= set(documented)
