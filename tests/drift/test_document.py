"""Descriptions as they come: split into files, with parts missing, or not descriptions at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.drift.describing import CALL, body, changed, description, drift, lost, post, told
from voipbin_harness.drift.compare import compare
from voipbin_harness.drift.document import Document
from voipbin_harness.violation import HarnessError


def put(path: Path, document: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_parts_in_files_refer_to_their_own_file_and_to_the_whole(tmp_path: Path) -> None:
    item = {
        "post": {
            "requestBody": body({"$ref": "#/components/schemas/Asked"}),
            "responses": {"200": body({"$ref": "../call.json#/schemas/Call"})},
        }
    }
    put(tmp_path / "paths" / "calls.json", item)
    put(tmp_path / "call.json", {"schemas": {"Call": CALL}})
    asked = {"type": "object", "properties": {"source": {"type": "string"}}}
    root = description({"/calls": {"$ref": "./paths/calls.json"}}, components={"schemas": {"Asked": asked}})
    ours = description({"/calls": {"post": {"requestBody": body(asked), "responses": {"200": body(CALL)}}}})
    assert told(drift(tmp_path, ours, root)) == []


def test_a_missing_file_is_told_once_and_the_rest_is_compared(tmp_path: Path) -> None:
    paths: dict[str, Any] = {f"/{name}": {"$ref": "./paths/gone.json"} for name in ("calls/{id}", "flows", "agents")}
    paths["/calls"] = {"post": post()}
    mine = description({"/calls": {"post": post()}, "/calls/{id}": {"get": post()}, "/numbers": {"get": post()}})
    found = drift(tmp_path, mine, description(paths))
    assert found.missing == ("paths/gone.json",)
    assert lost(found) == ["GET /calls/{id} operation: paths/gone.json is missing"]
    assert told(found) == ["breaking GET /numbers operation: is not described"]


def test_a_path_that_leads_nowhere_hides_that_path_alone(tmp_path: Path) -> None:
    mine = description({"/calls": {"post": post()}, "/agents/calls": {"get": post()}, "/flows": {"get": post()}})
    paths = {"/calls": {"$ref": "gone.json"}, "/flows": {"get": post()}}
    found = drift(tmp_path, mine, description(paths))
    assert lost(found) == ["POST /calls operation: gone.json is missing"]
    assert told(found) == ["breaking GET /agents/calls operation: is not described"]


def test_a_schema_in_a_missing_file_or_on_the_network_is_not_compared(tmp_path: Path) -> None:
    answers = {"200": body({"$ref": "https://elsewhere.example/call.json"}), "400": {}, "404": {}}
    found = drift(tmp_path, description(), description({"/calls": {"post": post(responses=answers)}}))
    assert told(found) == []
    assert found.missing == ("https://elsewhere.example/call.json",)
    assert lost(found) == ["POST /calls body of 200 $: https://elsewhere.example/call.json is missing"]


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ({"$ref": "gone.json"}, ""),
        (body({"$ref": "gone.json"}), " $"),
        (body({"allOf": [CALL, {"$ref": "gone.json"}]}), " $"),
        (body(changed(CALL, status={"$ref": "gone.json"})), " $.status"),
    ],
)
def test_what_leads_nowhere_is_told_where_the_contracts_need_it(
    answer: dict[str, Any], place: str, tmp_path: Path
) -> None:
    responses = {"200": answer, "400": {"$ref": "gone.json"}, "404": {}}
    found = drift(tmp_path, description(), description({"/calls": {"post": post(responses=responses)}}))
    assert told(found) == []
    assert lost(found) == [f"POST /calls body of 200{place}: gone.json is missing"]


def test_what_only_the_description_has_may_lead_nowhere(tmp_path: Path) -> None:
    more = changed(CALL, owner={"$ref": "gone.json"})
    found = drift(tmp_path, description(), description({"/calls": {"post": post(answer=more)}}))
    assert lost(found) == []


def test_a_schema_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
    document = description(
        {"/calls": {"post": post(answer={"$ref": "#/components/schemas/Node"})}}, components={"schemas": {"Node": node}}
    )
    assert told(drift(tmp_path, document, document)) == []


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_a_schema_that_is_made_of_itself_comes_to_an_end(keyword: str, tmp_path: Path) -> None:
    itself = {"$ref": "#/components/schemas/Call"}
    more = {keyword: [itself, {"properties": {"type": itself}}]}
    schemas = {"schemas": {"Call": {**CALL, **more}}}
    theirs = description({"/calls": {"post": post(answer=itself)}}, components=schemas)
    found = told(drift(tmp_path, description(), theirs))
    assert [each for each in found if each.startswith("breaking")] == []


def test_references_in_a_circle_are_no_schema(tmp_path: Path) -> None:
    circle = {"schemas": {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}}
    theirs = description({"/calls": {"post": post(answer={"$ref": "#/components/schemas/A"})}}, components=circle)
    found = drift(tmp_path, description(), theirs)
    assert told(found) == []
    why = "the reference #/components/schemas/A leads round in a circle"
    assert lost(found) == [f"POST /calls body of 200 $: {why}"]


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        ("{", "neither YAML nor JSON"),
        ("just words", "no OpenAPI document"),
        ("[]", "no OpenAPI document"),
        ('{"log": {"entries": []}}', "no OpenAPI document"),
    ],
)
def test_what_is_no_description_is_told_in_one_sentence(text: str, told_as: str, tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HarnessError, match=told_as):
        Document(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match="cannot be read"):
        compare(tmp_path / "none.yaml", tmp_path / "none.yaml")
