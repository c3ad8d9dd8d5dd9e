"""Parameters: what must be sent now, what may no longer be sent, and what may be sent besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drift.describing import description, drift, lost, post, told

PAGE_SIZE = {"name": "page_size", "in": "query", "schema": {"type": "integer"}}
QUERY = "POST /calls query parameter"


def taking(*parameters: dict[str, Any], path: str = "/calls") -> dict[str, Any]:
    return description({path: {"post": post(parameters=[*parameters])}})


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ({**PAGE_SIZE, "required": False, "description": "How many."}, []),
        ({**PAGE_SIZE, "required": True}, [f"breaking {QUERY} page_size: is described as required"]),
        (
            {"name": "limit", "in": "query"},
            [
                f"breaking {QUERY} page_size: is not described",
                f"additive {QUERY} limit: is described, and not in the contracts",
            ],
        ),
        (
            {"name": "limit", "in": "query", "required": True},
            [
                f"breaking {QUERY} limit: is described as required",
                f"breaking {QUERY} page_size: is not described",
            ],
        ),
    ],
)
def test_parameters(parameter: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    assert told(drift(tmp_path, taking(PAGE_SIZE), taking(parameter))) == expected


def test_a_parameter_that_need_no_longer_be_sent_is_wider(tmp_path: Path) -> None:
    found = drift(tmp_path, taking({**PAGE_SIZE, "required": True}), taking(PAGE_SIZE))
    assert told(found) == [f"additive {QUERY} page_size: may be left out"]


TEXT, WHOLE, FEW = {"type": "string"}, {"type": "integer"}, {"type": "string", "enum": ["a", "b"]}
BOUND = {"type": "integer", "minimum": 1, "maximum": 100}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (WHOLE, {**WHOLE, "example": 25, "default": 10}, []),
        (WHOLE, {"$ref": "#/components/schemas/Size"}, []),
        (WHOLE, {"type": "boolean"}, ["breaking: may no longer be integer"]),
        (TEXT, WHOLE, ["breaking: may no longer be string"]),
        (WHOLE, TEXT, ["additive: may also be string"]),  # what is sent is text either way
        (
            WHOLE,
            {"type": "string", "enum": ["a"]},
            ["breaking: is described as one of a", "additive: may also be string"],
        ),
        (FEW, {**FEW, "enum": ["a"]}, ["breaking: no longer knows b"]),
        (FEW, {**FEW, "enum": ["a", "b", "c"]}, ["additive: also knows c"]),
        (FEW, TEXT, ["additive: may have any value"]),
        (WHOLE, {**WHOLE, "maximum": 50}, ["breaking: has maximum 50, where the contracts have none"]),
        (BOUND, {**BOUND, "maximum": 50}, ["breaking: has maximum 50, where the contracts have 100"]),
        (BOUND, {**BOUND, "minimum": 2}, ["breaking: has minimum 2, where the contracts have 1"]),
        (BOUND, {**BOUND, "maximum": 200}, ["additive: has maximum 200, where the contracts have 100"]),
        (BOUND, {**WHOLE, "minimum": 1}, ["additive: has maximum none, where the contracts have 100"]),
        (TEXT, {**TEXT, "minLength": 0}, []),
        (BOUND, {"allOf": [{**BOUND, "maximum": 900}, {"maximum": 100}]}, []),
        (BOUND, {"anyOf": [BOUND, {"type": "null"}]}, ["additive: may also be null"]),
        (BOUND, {"anyOf": [{**BOUND, "maximum": 9}, {**BOUND, "minimum": 9}]}, []),
        ({"type": "array", "items": TEXT}, {"type": "array", "items": WHOLE}, ["breaking[*]: may no longer be string"]),
    ],
)
def test_what_may_be_sent(ours: dict[str, Any], theirs: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    described = {**taking({**PAGE_SIZE, "schema": theirs}), "components": {"schemas": {"Size": WHOLE}}}
    found = drift(tmp_path, taking({**PAGE_SIZE, "schema": ours}), described).differences
    where = f"{QUERY} page_size".removeprefix("POST /calls ")
    assert [f"{each.severity}{each.where.removeprefix(where)}: {each.what}" for each in found] == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [(TEXT, []), (WHOLE, ["breaking POST /calls/{id} path parameter id: may no longer be string"])],
)
def test_a_parameter_of_the_path_is_known_by_its_place(
    schema: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    ours = taking({"name": "id", "in": "path", "required": True, "schema": TEXT}, path="/calls/{id}")
    theirs = taking({"name": "call-id", "in": "path", "schema": schema}, path="/calls/{call-id}")
    assert told(drift(tmp_path, ours, theirs)) == expected
    assert told(drift(tmp_path, ours, taking(path="/calls/{id}"))) == []


@pytest.mark.parametrize("parameter", [{"$ref": "gone.json"}, {**PAGE_SIZE, "schema": {"$ref": "gone.json"}}])
def test_one_that_leads_nowhere_is_not_compared(parameter: dict[str, Any], tmp_path: Path) -> None:
    found = drift(tmp_path, taking(PAGE_SIZE), taking(parameter))
    assert told(found) == []
    assert lost(found) == [f"{QUERY} page_size: gone.json is missing"]
    assert lost(drift(tmp_path, taking(PAGE_SIZE), taking(PAGE_SIZE, {"$ref": "gone.json"}))) == []
