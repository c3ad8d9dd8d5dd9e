"""Which difference breaks, which adds, and which is but wording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drift.describing import CALL, REQUEST, STATUS, body, changed, description, drift, post, told

BODY, ANSWER = "POST /calls request body", "POST /calls body of 200"


def with_post(**parts: Any) -> dict[str, Any]:
    return description({"/calls": {"post": post(**parts)}})


def test_one_and_the_same_description_has_no_difference(tmp_path: Path) -> None:
    assert told(drift(tmp_path, description(), description())) == []


HANGUP = {"/calls/{id}/hangup": {"post": {"responses": {"200": {"description": "-"}}}}}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (HANGUP, {}, "breaking POST /calls/{id}/hangup operation: is not described"),
        ({}, HANGUP, "additive POST /calls/{id}/hangup operation: is described, and not in the contracts"),
    ],
)
def test_operations(ours: dict[str, Any], theirs: dict[str, Any], expected: str, tmp_path: Path) -> None:
    calls = {"/calls": {"post": post()}}
    assert told(drift(tmp_path, description({**calls, **ours}), description({**calls, **theirs}))) == [expected]


def test_the_name_of_a_path_parameter_is_no_difference(tmp_path: Path) -> None:
    ours, theirs = ({path: HANGUP["/calls/{id}/hangup"]} for path in ("/calls/{id}/hangup", "/calls/{call-id}/hangup"))
    assert told(drift(tmp_path, description(ours), description(theirs))) == []


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["200", "400", "404", "500", "503"], []),
        (["200", "400"], ["wording POST /calls statuses: does not declare 404"]),
        (["200"], ["wording POST /calls statuses: declares neither 400 nor 404"]),
        (["200", "4XX"], []),
        (["200", "default"], []),
        (["200", "400", "404", "409"], ["additive POST /calls statuses: also declares 409"]),
        (["400", "404", "201"], ["breaking POST /calls status 200: is not declared"]),
    ],
)
def test_statuses(statuses: list[str], expected: list[str], tmp_path: Path) -> None:
    theirs = description({"/calls": {"post": post(responses={status: body(CALL) for status in statuses})}})
    found = told(drift(tmp_path, description(), theirs))
    assert [each for each in found if "also declares 201" not in each and "4XX" not in each] == expected


WRONG = body({"type": "integer"})
NO_OBJECT = "breaking POST /calls body of 200 $: may be integer, where the contracts know object"


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ({"default": body(CALL)}, []),
        ({"default": WRONG}, [NO_OBJECT]),
        ({"2XX": WRONG}, [NO_OBJECT]),
        ({"2XX": body(CALL), "default": WRONG}, []),
        ({"200": body(CALL), "2XX": WRONG, "default": WRONG}, []),
        ({"default": {"description": "-"}}, ["breaking POST /calls body of 200: is not described"]),
    ],
)
def test_a_code_wins_over_a_range_and_a_range_over_the_default(
    responses: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    found = told(drift(tmp_path, description(), with_post(responses={"4XX": {"description": "-"}, **responses})))
    assert [each for each in found if "also declares" not in each] == expected


@pytest.mark.parametrize(("status", "severity"), [("default", "wording"), ("4XX", "wording"), ("400", "breaking")])
def test_a_refusal_without_a_body_breaks_only_where_it_is_listed(status: str, severity: str, tmp_path: Path) -> None:
    answers = {"200": body(CALL), "400": body(CALL)}
    theirs = with_post(responses={"200": body(CALL), status: {"description": "-"}})
    found = told(drift(tmp_path, with_post(responses=answers), theirs))
    assert f"{severity} POST /calls body of 400: is not described" in found


@pytest.mark.parametrize(
    ("request_schema", "expected"),
    [
        (changed(REQUEST, mode=None), f"breaking {BODY} $.mode: is not described"),
        (changed(REQUEST, pace={"type": "integer"}), f"additive {BODY} $.pace: is described, and not in the contracts"),
        ({**REQUEST, "required": ["source", "mode"]}, f"breaking {BODY} $.mode: is described as required"),
        ({**REQUEST, "required": ["mode"]}, f"breaking {BODY} $.mode: is described as required"),
        (changed(REQUEST, mode={"type": "string", "enum": ["loud"]}), f"breaking {BODY} $.mode: no longer knows quiet"),
        (
            changed(REQUEST, mode={"type": "string", "enum": ["loud", "off", "quiet"]}),
            f"additive {BODY} $.mode: also knows off",
        ),
        (changed(REQUEST, source={"type": "integer"}), f"breaking {BODY} $.source: may no longer be string"),
        (
            changed(REQUEST, source={"type": "string", "nullable": True}),
            f"additive {BODY} $.source: may also be null",
        ),
        (changed(REQUEST, source={}), f"wording {BODY} $.source: is string, described with no type"),
        (changed(REQUEST, mode={"type": "string"}), f"wording {BODY} $.mode: its values are not described"),
    ],
)
def test_requests(request_schema: dict[str, Any], expected: str, tmp_path: Path) -> None:
    assert expected in told(drift(tmp_path, description(), with_post(request=request_schema)))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (changed(CALL, status=None), f"breaking {ANSWER} $.status: is not described"),
        (changed(CALL, owner={"type": "string"}), f"additive {ANSWER} $.owner: is described, and not in the contracts"),
        (changed(CALL, legs={"type": ["array", "null"]}), f"breaking {ANSWER} $.legs: may be null"),
        (changed(CALL, status={**STATUS, "enum": ["dialing"]}), f"breaking {ANSWER} $.status: no longer knows hangup"),
        (
            changed(CALL, status={**STATUS, "enum": ["", "dialing", "hangup", "ringing"]}),
            f"additive {ANSWER} $.status: also knows ringing",
        ),
        (changed(CALL, id={"type": "string"}), f"wording {ANSWER} $.id: format uuid, described as no format"),
        ({**CALL, "required": ["status"]}, f"breaking {ANSWER} $.id: may be absent"),
        ({**CALL, "required": ["id", "status"]}, f"wording {ANSWER} $.status: is described as always there"),
        ({"type": "array", "items": CALL}, f"breaking {ANSWER} $: may be array"),
        ({"type": "object"}, f"wording {ANSWER} $: its members are not described"),
    ],
)
def test_answers(answer: dict[str, Any], expected: str, tmp_path: Path) -> None:
    found = told(drift(tmp_path, description(), with_post(answer=answer)))
    assert [each for each in found if each.startswith(expected)], found


READ, WRITTEN = ({"type": "string", keyword: True} for keyword in ("readOnly", "writeOnly"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"request": {**changed(REQUEST, id=READ), "required": ["id", "source"]}}, []),
        ({"request": changed(REQUEST, id={"$ref": "#/components/schemas/Id"})}, []),
        ({"answer": {**changed(CALL, password=WRITTEN), "required": ["id", "password"]}}, []),
        ({"answer": changed(CALL, id={**READ, "format": "uuid"})}, []),
        (
            {"request": {**changed(REQUEST, key=WRITTEN), "required": ["key", "source"]}},
            [f"breaking {BODY} $.key: is described as required"],
        ),
        ({"request": changed(REQUEST, source=READ)}, [f"breaking {BODY} $.source: is described as readOnly"]),
        ({"answer": changed(CALL, id=WRITTEN)}, [f"breaking {ANSWER} $.id: is described as writeOnly"]),
    ],
)
def test_what_is_only_read_is_not_sent_and_what_is_only_written_not_answered(
    parts: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    theirs = {**with_post(**parts), "components": {"schemas": {"Id": READ}}}
    assert told(drift(tmp_path, description(), theirs)) == expected


def test_a_description_that_promises_nothing_withdraws_nothing(tmp_path: Path) -> None:
    silent = {name: value for name, value in CALL.items() if name != "required"}
    assert told(drift(tmp_path, description(), with_post(answer=silent))) == []


def test_descriptions_and_examples_are_no_difference(tmp_path: Path) -> None:
    talkative = changed(CALL, status={**STATUS, "description": "Where the call is.", "example": "hangup"})
    assert told(drift(tmp_path, description(), with_post(answer=talkative, summary="Dials."))) == []


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_a_schema_put_together_from_parts_is_the_same_schema(keyword: str, tmp_path: Path) -> None:
    assert told(drift(tmp_path, description(), with_post(answer={keyword: [CALL]}))) == []


def test_a_member_that_two_parts_declare_obeys_both(tmp_path: Path) -> None:
    narrow = {"allOf": [CALL], "properties": {"status": {"enum": ["dialing"]}}}
    expected = f"breaking {ANSWER} $.status: no longer knows hangup"
    assert told(drift(tmp_path, description(), with_post(answer=narrow))) == [expected]


def test_order_in_the_description_is_no_difference_and_does_not_order_the_report(tmp_path: Path) -> None:
    paths = {f"/{name}": HANGUP["/calls/{id}/hangup"] for name in "cab"}
    one = drift(tmp_path, description({}), description(paths))
    two = drift(tmp_path, description({}), description(dict(sorted(paths.items()))))
    assert one == two
    assert [each.subject for each in one.differences] == ["POST /a", "POST /b", "POST /c"]


LOGIN = {"/login": {"servers": [{"url": "/"}], "post": post()}}
VERSION = {"version": {"default": "v1.0", "enum": ["v1.0", "v2.0"]}}


@pytest.mark.parametrize(
    ("servers", "same"),
    [
        ([{"url": "https://api.example"}], True),
        ([], True),
        ([{"url": "https://api.example/v1.0/"}], True),
        ([{"url": "https://api.example/{version}", "variables": VERSION}], True),
        ([{"url": "https://{host}/{version}", "variables": {**VERSION, "host": {"default": "a.example"}}}], True),
        ([{"url": "https://staging.example/api/v1.0"}, {"url": "https://api.example/v1.0"}], True),
        ([{"url": "https://api.example/v2.0"}], False),
        ([{"url": "https://api.example/{version}", "variables": {"version": {"default": "v2.0"}}}], False),
        ([{"url": "https://api.example/{version}"}], False),
    ],
)
def test_operations_match_where_a_server_has_them(servers: list[dict[str, Any]], same: bool, tmp_path: Path) -> None:
    paths = {"/calls": {"post": post()}, **LOGIN}
    expected = [
        "breaking POST /calls operation: is not described",
        "additive POST /calls operation: is described, and not in the contracts",
    ]
    found = told(drift(tmp_path, description(paths), description(paths, servers=servers)))
    assert found == ([] if same else expected)


def test_a_server_that_only_an_operation_names_holds_for_it_alone(tmp_path: Path) -> None:
    there = {"/calls": {"post": post(servers=[{"url": "/v2.0"}])}, **LOGIN}
    found = told(drift(tmp_path, description({"/calls": {"post": post()}, **LOGIN}), description(there)))
    assert "breaking POST /calls operation: is not described" in found
