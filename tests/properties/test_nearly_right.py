"""What is nearly right: each property sees the seeded fault that it is there for, and nothing on a sound mock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.properties.breaking import Broken, Passing, kinds
from voipbin_harness.properties import chaining, changes, lifetimes, misspelt, neighbours, probes, texts
from voipbin_harness.violation import Kind
from voipbin_harness.world import World

Property = Callable[[World], None]


def probe(name: str) -> Property:
    return partial(probes.try_probe, name=name)


def nothing(_: Passing) -> None:
    """Change nothing."""


SEEN = [
    (probe("nearly good credential"), "empty-token-is-somebody", Kind.AUTH, "GET /calls"),
    (probe("nearly good credential"), "token-end-not-compared", Kind.AUTH, "GET /calls"),
    (probe("nearly good credential"), "basic-scheme-taken", Kind.AUTH, "GET /calls"),
    (probe("nearly good password"), "password-with-anything-after", Kind.AUTH, "POST /auth/login"),
    (probe("no credential and a bad request"), "body-read-before-credential", Kind.AUTH, "POST /flows"),
    (probe("each way to sign"), "accesskey-cannot-write", Kind.AUTH, "POST /calls"),
    (probe("again and again"), "throttled-at-five", Kind.WRONG_STATUS, "GET /numbers"),
    (probe("edges of flows"), "crash-on-action-id-used-twice", Kind.CRASH, "POST /flows"),
    (probe("edges of flows"), "crash-on-flow-without-actions", Kind.CRASH, "GET /flows/{id}"),
    (lifetimes.try_cookie, "login-cookie-is-dead", Kind.AUTH, "GET /calls"),
    (lifetimes.try_after_a_wrong_password, "bad-login-ends-sessions", Kind.AUTH, "GET /calls"),
    (changes.try_flow_ids, "message-flow-forgotten", Kind.ECHO, "GET /numbers/{id}"),
    (changes.try_flow_ids, "half-of-flow-ids-set", Kind.SIDE_EFFECT, "PUT /numbers/{id}/flow_ids"),
    (changes.try_flow, "changed-flow-keeps-actions", Kind.ECHO, "GET /flows/{id}"),
    (changes.try_flow, "refused-flow-change-applied", Kind.SIDE_EFFECT, "PUT /flows/{id}"),
    (changes.try_one_name, "same-name-overwrites", Kind.ECHO, "GET /flows/{id}"),
    (changes.try_after_deletion, "second-delete-succeeds", Kind.LIFECYCLE, "DELETE /flows/{id}"),
    (chaining.try_another_source, "connect-source-ignored", Kind.FLOW, "GET /calls"),
    (chaining.try_another_source, "master-of-leg-lost", Kind.FLOW, "GET /calls"),
    (changes.try_after_deletion, "groupcall-never-ends", Kind.FAN_OUT, "DELETE /groupcalls/{id}"),
    (texts.try_flows, "flow-name-stripped", Kind.ECHO, "GET /flows/{id}"),
    (texts.try_flows, "crash-on-percent", Kind.CRASH, "POST /flows"),
    (misspelt.try_misspelt, "number-with-blanks-taken", Kind.ACCEPTED_INVALID, "POST /calls"),
    (misspelt.try_misspelt, "dashes-normalized", Kind.ACCEPTED_INVALID, "POST /groupcalls"),
    (neighbours.try_lists, "second-page-of-everybody", Kind.ISOLATION, "GET /flows"),
    (neighbours.try_lists, "balance-of-somebody-else", Kind.ISOLATION, "GET /billing_account"),
    (neighbours.try_lists, "groupcall-from-first-number", Kind.FAN_OUT, "GET /calls"),
    (neighbours.try_lists, "token-of-first-item", Kind.COLLECTION, "GET /groupcalls"),
    (neighbours.try_flow_of_another, "others-flow-on-number", Kind.ISOLATION, "PUT /numbers/{id}/flow_ids"),
]


def take_any_source(passing: Passing) -> None:
    if passing.path == "/v1.0/groupcalls" and passing.method == "POST" and passing.status == 400:
        passing.status, passing.answer = 200, {"id": "d8596b14-4d8e-4a86-afde-642b46d59ac7"}


def test_a_groupcall_from_anybodys_number_is_seen() -> None:
    found = Broken(take_any_source).find(neighbours.try_source_of_another)
    assert (Kind.ACCEPTED_INVALID, "POST /groupcalls") in kinds(found)


@pytest.mark.parametrize(("property_", "fault", "kind", "operation"), SEEN, ids=[fault for _, fault, _, _ in SEEN])
def test_a_property_sees_its_fault(property_: Property, fault: str, kind: Kind, operation: str) -> None:
    found = Broken(nothing, "current", (fault,)).find(property_)
    assert (kind, operation) in kinds(found)


SOUND = [*dict.fromkeys(property_ for property_, *_ in SEEN if not isinstance(property_, partial))]
PROBES = sorted({property_.keywords["name"] for property_, *_ in SEEN if isinstance(property_, partial)})


@pytest.mark.parametrize("edition", ["tutorial", "current"])
@pytest.mark.parametrize(
    "property_", [*SOUND, neighbours.try_source_of_another, *map(probe, PROBES), probe("nothing in place of something")]
)
def test_a_sound_mock_passes(property_: Property, edition: str) -> None:
    broken = Broken(nothing, edition)
    assert not broken.find(property_)
    assert broken.sent or edition == "tutorial"


def refuse_null_names(passing: Passing) -> None:
    if isinstance(passing.body, dict) and isinstance(source := passing.body.get("source"), dict):
        passing.status = 500 if source.get("name", "") is None else passing.status


def test_a_null_that_breaks_a_platform_is_seen() -> None:
    found = Broken(refuse_null_names).find(probe("nothing in place of something"))
    assert (Kind.CRASH, "POST /calls") in kinds(found)


def head_for_everybody(passing: Passing) -> None:
    if passing.method == "HEAD" and passing.path == "/v1.0/flows":
        passing.status = 200


def test_a_head_for_everybody_is_seen() -> None:
    assert kinds(Broken(head_for_everybody).find(probe("head without credential"))) == {(Kind.AUTH, "GET /flows")}
