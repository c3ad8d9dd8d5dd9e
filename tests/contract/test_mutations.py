"""Every rule of every schema can be broken, and every instance that breaks one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import referencing
from referencing.jsonschema import DRAFT202012

from voipbin_harness.contract import Contract, load
from voipbin_harness.contract.applied import applied
from voipbin_harness.contract.loader import editions
from voipbin_harness.contract.mutate import Mutation

#: Rules that no instance can break alone, by edition: the rule and why.
NOT_REACHABLE: dict[str, dict[str, str]] = {"tutorial": {}, "current": {}}

TALK = {"type": "talk", "option": {"text": "Good morning.", "language": "en-GB"}}
CALL = {
    "source": {"type": "tel", "target": "+15551234567"},
    "destinations": [{"type": "tel", "target": "+15559876543"}],
    "actions": [TALK],
}


def bases(contract: Contract) -> Iterator[tuple[str, Any]]:
    """Yield every valid example, and each part of one that a schema of its own describes."""
    for name in contract.schemas:
        for example in contract.examples(name):
            if example["valid"]:
                for place in applied(contract.schemas, name, example["data"]):
                    if not place.location.pointer:
                        yield place.location.name, place.value


def distinct(contract: Contract) -> list[tuple[str, Any]]:
    seen: dict[str, tuple[str, Any]] = {}
    for name, value in bases(contract):
        seen.setdefault(f"{name} {value!r}", (name, value))
    return list(seen.values())


@pytest.mark.parametrize("edition", editions())
def test_no_mutation_survives_and_no_rule_is_left_out(edition: str) -> None:
    contract = load(edition)
    reached: set[str] = set()
    survivors: list[Mutation] = []
    for name, base in distinct(contract):
        validator = contract.schemas.validator(name)
        for mutation in contract.broken(name, base):
            reached.add(mutation.rule)
            if validator.is_valid(mutation.instance):
                survivors.append(mutation)
    rules = set().union(*(inventory.rules for inventory in contract.inventory().values()))
    assert survivors == []
    assert rules - reached == set(NOT_REACHABLE.get(edition, {}))
    assert reached - rules == set()


@pytest.mark.parametrize("edition", editions())
def test_two_validators_agree(edition: str) -> None:
    """jsonschema, which is written by others and in another language, judges every example and mutation alike."""
    contract = load(edition)
    resources = [
        (uri, referencing.Resource.from_contents(schema, default_specification=DRAFT202012))
        for uri, schema in contract.schemas.resources()
    ]
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(resources)
    uris = {uri.partition("/schemas/")[2].removesuffix(".json"): uri for uri, _ in resources}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    for name in contract.schemas:
        jsonschema.Draft202012Validator.check_schema(contract.schemas[name])
        other = jsonschema.Draft202012Validator({"$ref": uris[name]}, registry=registry, format_checker=checker)
        for example in contract.examples(name):
            assert other.is_valid(example["data"]) == example["valid"], (name, example["description"])
        for mutation in sample(contract, name):
            assert not other.is_valid(mutation.instance), (name, mutation.where, mutation.description)


def sample(contract: Contract, name: str) -> Iterator[Mutation]:
    """Yield one mutation of each rule and description: the second validator is slow."""
    seen: set[tuple[str, str]] = set()
    for example in contract.examples(name):
        if example["valid"]:
            for mutation in contract.broken(name, example["data"]):
                if (mutation.rule, mutation.description) not in seen:
                    seen.add((mutation.rule, mutation.description))
                    yield mutation


@pytest.mark.parametrize("edition", editions())
def test_a_mutation_differs_at_one_place_only(edition: str) -> None:
    contract = load(edition)
    for mutation in contract.broken("requests/call", CALL):
        places = {problem.path for problem in contract.schema_problems("requests/call", mutation.instance)}
        assert len(places) == 1, mutation


def test_mutations_name_the_rule_and_the_place() -> None:
    found = {(m.rule, m.where): m for m in load("tutorial").broken("requests/call", CALL)}
    dropped = found["schemas/actions/talk.json#/properties/option/required/1", "$.actions[0].option.language"]
    assert dropped.instance["actions"][0]["option"] == {"text": "Good morning."}
    assert dropped.description == "language left out"
    assert ("schemas/requests/address.json#/then/properties/target/pattern", "$.source.target") in found
    assert ("schemas/action.json#/oneOf", "$.actions[0].type") in found
    assert ("schemas/requests/call.json#/anyOf", "$") in found


def test_the_base_is_left_as_it_was() -> None:
    before = repr(CALL)
    assert list(load("tutorial").broken("requests/call", CALL))
    assert list(load("tutorial").boundaries("requests/call", CALL))
    assert repr(CALL) == before


@pytest.mark.parametrize("edition", editions())
def test_a_boundary_is_valid(edition: str) -> None:
    contract = load(edition)
    for name, base in distinct(contract):
        validator = contract.schemas.validator(name)
        for boundary in contract.boundaries(name, base):
            assert validator.is_valid(boundary.instance), boundary
            assert boundary.instance != base, boundary


def test_boundaries_reach_the_edge_of_a_rule() -> None:
    contract = load("tutorial")
    base = {
        "type": "digits_receive",
        "id": "b8781e56-c524-11ec-889f-d37b0dbb7eb8",
        "option": {"duration": 9, "length": 3},
    }
    made = {boundary.where: boundary.instance for boundary in contract.boundaries("actions/digits_receive", base)}
    assert made["$.option.duration"]["option"] == {"duration": 1, "length": 3}
    assert made["$.option.length"]["option"] == {"duration": 9, "length": 1}
    assert made["$.id"] == {"type": "digits_receive", "option": {"duration": 9, "length": 3}}


def test_an_id_that_is_jumped_to_is_never_left_out() -> None:
    contract = load("tutorial")
    menu = next(e["data"] for e in contract.examples("requests/call") if "menu" in e["description"])
    left_out = [b.where for b in contract.boundaries("requests/call", menu) if b.description.startswith("without id")]
    assert left_out == []
