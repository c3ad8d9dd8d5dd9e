"""What the provider itself shows as an example must pass, member by member."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from voipbin_harness.contract import load
from voipbin_harness.contract.schemas import Location
from voipbin_harness.resources import suite_root

DESCRIPTION = suite_root().parent / "shared" / "voipbin" / "openapi-current"
#: Which of our schemas speaks of which component of the provider.
COMPONENTS = {
    "call": "CallManagerCall",
    "groupcall": "CallManagerGroupcall",
    "flow": "FlowManagerFlow",
    "flow_action": "FlowManagerAction",
    "current_action": "FlowManagerAction",
    "activeflow": "FlowManagerActiveflow",
    "number": "NumberManagerNumber",
    "accesskey": "CustomerManagerAccesskey",
    "accesskey_created": "CustomerManagerAccesskey",
    "billing_account": "BillingManagerAccount",
    "address": "CommonAddress",
}
#: The access key's token: shown at creation alone.
NOT_OURS = {("accesskey", "token")}

pytestmark = pytest.mark.skipif(
    not DESCRIPTION.is_dir(), reason=f"the provider's description is not beside the repository ({DESCRIPTION})"
)


@cache
def components() -> dict[str, Any]:
    document = yaml.load((DESCRIPTION / "openapi.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    schemas: dict[str, Any] = document["components"]["schemas"]
    return schemas


def described(component: str) -> dict[str, Any]:
    properties: dict[str, Any] = components()[component].get("properties", {})
    return properties


def resolved(rule: dict[str, Any]) -> dict[str, Any]:
    return components()[rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule


def option_components() -> Iterator[tuple[str, str]]:
    for name in load("current").schemas:
        component = load("current").schemas[name]["$comment"].removeprefix("current: ")
        if name.startswith("actions/") and component.startswith("FlowManagerActionOption"):
            yield name, component


@pytest.mark.parametrize(("name", "component"), COMPONENTS.items())
def test_the_schema_declares_what_the_provider_describes(name: str, component: str) -> None:
    theirs = {member for member in described(component) if (name, member) not in NOT_OURS}
    assert set(load("current").schemas[name]["properties"]) == theirs


@pytest.mark.parametrize(("name", "component"), COMPONENTS.items())
def test_the_provider_s_examples_pass(name: str, component: str) -> None:
    contract = load("current")
    for member, rule in described(component).items():
        if "example" in rule and (name, member) not in NOT_OURS:
            validator = contract.schemas.validator_at(Location(name, ("properties", member)))
            assert validator.is_valid(rule["example"]), (member, rule["example"])


@pytest.mark.parametrize(("name", "component"), COMPONENTS.items())
def test_enumerations_and_nulls_are_the_provider_s(name: str, component: str) -> None:
    contract = load("current")
    for member, rule in described(component).items():
        if (name, member) in NOT_OURS:
            continue
        validator = contract.schemas.validator_at(Location(name, ("properties", member)))
        for value in resolved(rule).get("enum", ()):
            assert validator.is_valid(value), (member, value)
        if rule.get("nullable"):
            assert validator.is_valid(None), member


def test_every_action_of_the_provider_is_ours() -> None:
    ours = {name.removeprefix("actions/") for name in load("current").schemas if name.startswith("actions/")}
    assert ours == set(components()["FlowManagerActionType"]["enum"])


def test_the_options_are_the_provider_s() -> None:
    schemas = load("current").schemas
    for name, component in option_components():
        declared = schemas[name]["properties"]["option"].get("properties", {})
        assert set(declared) == set(described(component)), name


def test_the_provider_s_options_pass() -> None:
    contract = load("current")
    for name, component in option_components():
        shown = {member: rule["example"] for member, rule in described(component).items() if "example" in rule}
        action = {"type": name.removeprefix("actions/"), "option": shown}
        assert contract.schema_problems("action", action) == []


def test_the_sources_are_in_the_description() -> None:
    for name in load("current").schemas:
        source, _, place = load("current").schemas[name]["$comment"].partition(": ")
        if source == "current" and " /" not in place:
            assert place in components(), name
