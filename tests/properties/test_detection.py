"""Each kind of property test sees what it is there for: one fault at the edge of a mock gives the right finding."""

from __future__ import annotations

from functools import partial

import pytest

from tests.properties.breaking import Broken, Passing, kinds
from voipbin_harness.properties import actions, generated, probes, rules, walks
from voipbin_harness.violation import Kind, Violation

FLOW = {"id": "246aeabe-fab5-4a1b-8e98-852b50e89dd7", "name": "", "detail": "", "actions": []}


def rule_of(found: list[Violation], kind: Kind) -> str:
    """Return what the findings of a kind that property tests make expected, in one text."""
    return " | ".join(each.expected for each in found if each.kind is kind and each.check in ("rules", "probes"))


def nothing(_: Passing) -> None:
    """Change nothing."""


def crash_on_an_empty_name(passing: Passing) -> None:
    if passing.method == "POST" and passing.path == "/v1.0/flows" and (passing.body or {}).get("name") == "":
        passing.status, passing.answer = 500, {"message": "oops"}


def test_positive_data_sees_a_crash() -> None:
    found = Broken(crash_on_an_empty_name).find(
        partial(generated.try_positive, operation="POST /flows", examples=10, seed=0)
    )
    assert (Kind.CRASH, "POST /flows") in kinds(found)


def refuse_sleeping(passing: Passing) -> None:
    listed = (passing.body or {}).get("actions") if isinstance(passing.body, dict) else None
    if isinstance(listed, list) and any(isinstance(each, dict) and each.get("type") == "sleep" for each in listed):
        passing.status, passing.answer = 400, {"message": "no"}


def test_positive_data_sees_a_refusal() -> None:
    found = Broken(refuse_sleeping).find(
        partial(generated.try_positive, operation="POST /activeflows", examples=20, seed=0)
    )
    assert (Kind.REJECTED_VALID, "POST /activeflows") in kinds(found)


def show_an_extra_member(passing: Passing) -> None:
    if passing.method == "GET" and passing.path == "/v1.0/calls" and isinstance(passing.answer, dict):
        passing.answer = {**passing.answer, "total": 1}


def test_positive_data_sees_an_extra_member() -> None:
    found = Broken(show_an_extra_member).find(
        partial(generated.try_positive, operation="GET /calls", examples=5, seed=0)
    )
    assert kinds(found) == {(Kind.UNDECLARED_FIELD, "GET /calls")}


def take_any_page_size(passing: Passing) -> None:
    if passing.path == "/v1.0/flows" and passing.method == "GET" and passing.status == 400:
        passing.status, passing.answer = 200, {"result": [], "next_page_token": ""}


@pytest.mark.parametrize(
    "property_",
    [
        partial(generated.try_negative, operation="GET /flows", examples=10, seed=0),
        partial(generated.try_coverage, operation="GET /flows"),
        partial(probes.try_probe, name="page sizes"),
    ],
)
def test_invalid_parameters_are_seen_to_be_accepted(property_: partial[None]) -> None:
    found = Broken(take_any_page_size).find(property_)
    assert (Kind.ACCEPTED_INVALID, "GET /flows") in kinds([each for each in found if each.check != "acceptance"])


def take_a_flow_without_detail(passing: Passing) -> None:
    if passing.path == "/v1.0/flows" and isinstance(passing.body, dict) and "detail" not in passing.body:
        passing.status, passing.answer = 200, FLOW


def test_a_missing_member_that_is_accepted_is_named() -> None:
    found = Broken(take_a_flow_without_detail).find(partial(rules.try_broken_rules, operation="POST /flows"))
    assert rule_of(found, Kind.ACCEPTED_INVALID) == "a refusal, by schemas/requests/flow.json#/required/1"


def take_any_flow(passing: Passing) -> None:
    if passing.path == "/v1.0/flows" and passing.status == 400 and isinstance(passing.body, dict):
        passing.status, passing.answer = 200, FLOW


def test_negative_bodies_are_seen_to_be_accepted() -> None:
    found = Broken(take_any_flow).find(partial(generated.try_negative, operation="POST /flows", examples=30, seed=0))
    assert "schemathesis:AcceptedNegativeData" in {each.check for each in found}


def refuse_short_numbers(passing: Passing) -> None:
    if "'+1234567'" in repr(passing.body) and passing.path == "/v1.0/calls":
        passing.status, passing.answer = 400, {"message": "too short"}


def test_a_refused_boundary_is_named() -> None:
    found = Broken(refuse_short_numbers).find(partial(rules.try_boundaries, operation="POST /calls"))
    rejected = [each for each in found if each.kind is Kind.REJECTED_VALID and each.check == "rules"]
    assert {each.where.rpartition(".option.")[2] for each in rejected} == {
        "$.destinations[0].target",
        "destinations[0].target",
    }
    assert "requests/address.json#/then/properties/target/examples" in rejected[0].expected


def test_an_action_that_is_refused_is_seen_by_its_name() -> None:
    found = Broken(refuse_sleeping).find(partial(actions.try_action, action="sleep"))
    assert (Kind.REJECTED_VALID, "POST /flows") in kinds(found)
    assert not Broken(refuse_sleeping).find(partial(actions.try_action, action="talk"))


def take_any_tones(passing: Passing) -> None:
    if passing.path == "/v1.0/flows" and passing.status == 400 and "dtmfs" in repr(passing.body):
        passing.status, passing.answer = 200, FLOW


def test_an_option_that_may_be_anything_is_seen() -> None:
    found = Broken(take_any_tones).find(partial(actions.try_action, action="dtmf_send"))
    assert "schemas/actions/dtmf_send.json#/properties/option/properties/dtmfs/pattern" in rule_of(
        found, Kind.ACCEPTED_INVALID
    )


def forget_flows(passing: Passing) -> None:
    if passing.method == "GET" and passing.path.startswith("/v1.0/flows/"):
        passing.status, passing.answer = 404, {"message": "no such flow"}


def test_a_link_that_leads_nowhere_is_seen() -> None:
    found = Broken(forget_flows).find(partial(walks.walk, steps=60, seed=1))
    assert (Kind.ECHO, "GET /flows/{id}") in kinds([each for each in found if each.check == "walks"])


def test_a_walk_sees_what_is_deleted_and_still_there() -> None:
    kept: dict[str, object] = {}

    def never_forget(passing: Passing) -> None:
        if passing.path.startswith("/v1.0/flows/") and passing.status == 200:
            kept[passing.path] = passing.answer
        elif passing.method == "GET" and passing.path in kept:
            passing.status, passing.answer = 200, kept[passing.path]

    found = [each for seed in range(4) for each in Broken(never_forget).find(partial(walks.walk, steps=60, seed=seed))]
    assert (Kind.LIFECYCLE, "GET /flows/{id}") in kinds(found)


def ask_nobody_who_they_are(passing: Passing) -> None:
    if passing.status == 401 and passing.method == "GET" and passing.path == "/v1.0/numbers":
        passing.status, passing.answer = 200, {"result": [], "next_page_token": ""}


@pytest.mark.parametrize("probe", ["no credential", "bad credential"])
def test_a_door_without_a_lock_is_seen(probe: str) -> None:
    found = Broken(ask_nobody_who_they_are).find(partial(probes.try_probe, name=probe))
    assert (Kind.AUTH, "GET /numbers") in kinds(found)


def hide_wrong_methods(passing: Passing) -> None:
    if passing.status == 405 and passing.path == "/v1.0/calls":
        passing.status, passing.answer = 404, {"message": "not found"}


def test_a_wrong_method_that_is_called_unknown_is_seen() -> None:
    found = Broken(hide_wrong_methods).find(partial(probes.try_probe, name="wrong method"))
    assert (Kind.WRONG_STATUS, "POST /calls") in kinds(found)


def refuse_large_flows(passing: Passing) -> None:
    if passing.path == "/v1.0/flows" and len(repr(passing.body)) > 100_000:
        passing.status, passing.answer = 413, {"message": "too large"}


def test_a_limit_that_is_too_low_is_seen() -> None:
    found = Broken(refuse_large_flows).find(partial(probes.try_probe, name="large body"))
    assert (Kind.REJECTED_VALID, "POST /flows") in kinds(found)


def take_arrays_for_flows(passing: Passing) -> None:
    if passing.path == "/v1.0/flows" and passing.method == "POST" and isinstance(passing.body, list):
        passing.status, passing.answer = 200, FLOW


def test_a_body_that_is_no_object_is_seen_to_be_accepted() -> None:
    found = Broken(take_arrays_for_flows).find(partial(probes.try_probe, name="no object"))
    assert rule_of(found, Kind.ACCEPTED_INVALID) == "a refusal of b'[]', which is no JSON object"


@pytest.mark.parametrize("edition", ["tutorial", "current"])
@pytest.mark.parametrize(
    "property_",
    [
        partial(generated.try_positive, operation="POST /calls", examples=10, seed=2),
        partial(generated.try_negative, operation="POST /calls", examples=10, seed=2),
        partial(rules.try_boundaries, operation="POST /calls"),
        partial(actions.try_action, action="branch"),
        partial(probes.try_probe, name="odd json"),
        partial(walks.walk, steps=40, seed=2),
    ],
)
def test_a_sound_mock_passes(property_: partial[None], edition: str) -> None:
    broken = Broken(nothing, edition)
    assert not broken.find(property_)
    assert broken.sent


@pytest.mark.parametrize(
    "property_",
    [
        partial(generated.try_positive, operation="POST /calls", examples=8),
        partial(generated.try_negative, operation="POST /flows", examples=8),
        partial(walks.walk, steps=30),
    ],
)
def test_the_seed_decides_what_is_sent(property_: partial[None]) -> None:
    def requests(seed: int) -> list[tuple[str, str, bytes]]:
        broken = Broken(nothing)
        broken.find(partial(property_, seed=seed))
        return [(each.method, each.url, each.request_body) for each in broken.sent]

    assert requests(5) == requests(5)
    assert requests(5) != requests(6)
