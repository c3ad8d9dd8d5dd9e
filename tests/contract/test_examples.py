"""The example files are data that others rely on: they are checked like code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from voipbin_harness.contract import load
from voipbin_harness.contract.loader import editions
from voipbin_harness.resources import suite_root
from voipbin_harness.violation import Kind

CONTRACTS = suite_root() / "contracts"
FILES = [
    (edition, path.relative_to(CONTRACTS / edition / "examples").with_suffix("").as_posix())
    for edition in editions()
    for path in sorted((CONTRACTS / edition / "examples").rglob("*.json"))
]
MEMBERS = {"description", "valid", "provenance", "data"}
FINDING = {"kind", "where"}


def decisions() -> set[str]:
    return set(
        re.findall(r"^\| `(D-[a-z0-9-]+)` \|", (CONTRACTS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )


def sources() -> dict[str, list[str]]:
    return json.loads((CONTRACTS / "sources.json").read_text(encoding="utf-8"))


def resolves(provenance: str) -> bool:
    source, _, place = provenance.partition(": ")
    return place in (decisions() if source == "decision" else sources().get(source, ()))


@pytest.mark.parametrize(("edition", "name"), FILES)
def test_an_example_file_is_well_made(edition: str, name: str) -> None:
    contract = load(edition)
    examples = contract.examples(name)
    assert name in contract.schemas, "the file has the name of no schema"
    for example in examples:
        assert example.keys() == (MEMBERS if example["valid"] else MEMBERS | FINDING), example["description"]
        assert resolves(example["provenance"]), example["provenance"]
    descriptions = [example["description"] for example in examples]
    assert len(set(descriptions)) == len(descriptions), "two examples of one description"
    assert {example["valid"] for example in examples} == {True, False}, "both outcomes are needed"
    bodies = [json.dumps(example["data"], sort_keys=True) for example in examples]
    assert len(set(bodies)) == len(bodies), "two examples of one body"


@pytest.mark.parametrize(("edition", "name"), FILES)
def test_a_schema_tells_valid_from_invalid(edition: str, name: str) -> None:
    contract = load(edition)
    for example in contract.examples(name):
        problems = contract.schema_problems(name, example["data"])
        found = [(problem.kind, problem.where) for problem in problems]
        expected = [] if example["valid"] else [(Kind(example["kind"]), example["where"])]
        assert found == expected, example["description"]


@pytest.mark.parametrize("edition", editions())
def test_every_message_has_examples(edition: str) -> None:
    contract = load(edition)
    messages = {operation.request_schema for operation in contract.operations.values()} - {None}
    for operation in contract.operations.values():
        messages.update(operation.response_schemas.values())
    actions = {name for name in contract.schemas if name.startswith("actions/")}
    assert {name for name in messages | actions if not contract.examples(name)} == set()


@pytest.mark.parametrize("edition", editions())
def test_every_schema_says_where_it_is_from(edition: str) -> None:
    schemas = load(edition).schemas
    assert [name for name in schemas if not resolves(schemas[name]["$comment"])] == []
    assert [name for name in schemas if not schemas[name]["title"]] == []


def test_a_provenance_that_leads_nowhere_is_noticed() -> None:
    assert resolves("tutorial: Get call list")
    assert not resolves("tutorial: Get call lists")
    assert not resolves("decision: D-nothing")
    assert not resolves("hearsay: Get call list")


def shared_documents() -> Path:
    shared = suite_root().parent / "shared" / "voipbin"
    if not shared.is_dir():
        pytest.skip(f"the documentation is not beside the repository ({shared})")
    return shared


def test_the_sources_are_headings_of_the_documentation() -> None:
    shared = shared_documents()
    tutorial = (shared / "call-tutorial.txt").read_text(encoding="utf-8").splitlines()
    facts = (shared / "FACTS.md").read_text(encoding="utf-8").splitlines()
    assert [heading for heading in sources()["tutorial"] if heading not in tutorial] == []
    assert [heading for heading in sources()["facts"] if f"## {heading}" not in facts] == []
