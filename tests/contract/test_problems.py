"""A problem is told in the words of the reader: the place, what was expected, what was seen."""

from __future__ import annotations

from typing import Any

import pytest

from voipbin_harness.contract import Problem, load
from voipbin_harness.violation import HarnessError, Kind

TUTORIAL = load("tutorial")


def example(name: str, description: str) -> Any:
    return next(e["data"] for e in TUTORIAL.examples(name) if e["description"] == description)


RINGING = example("call", "a call that is being dialled, of 2022")
DIALLED_2021 = example("call", "a call that is being dialled, of 2021")


def only(schema: str, instance: Any) -> Problem:
    problems = TUTORIAL.schema_problems(schema, instance)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_valid_instance_has_no_problem() -> None:
    assert TUTORIAL.schema_problems("call", RINGING) == []


def test_an_unknown_schema_is_the_caller_s_mistake() -> None:
    with pytest.raises(HarnessError, match="no schema 'cal'"):
        TUTORIAL.schema_problems("cal", {})


def test_a_problem_names_place_expectation_observation_and_rule() -> None:
    problem = only("call_page", {"result": [RINGING | {"status": "answered"}], "next_page_token": ""})
    assert problem.kind is Kind.UNKNOWN_VALUE
    assert problem.where == "$.result[0].status"
    assert problem.expected.startswith('one of "dialing", "ringing"')
    assert problem.observed == '"answered"'
    assert problem.rule == "schemas/call_2022.json#/properties/status/enum"


def test_a_wrong_type_is_told_once() -> None:
    problem = only("call", RINGING | {"tm_create": None})
    assert (problem.kind, problem.expected, problem.observed) == (Kind.WRONG_TYPE, "string", "null")


def test_the_branch_that_the_type_names_is_told_and_no_other() -> None:
    problem = only("action", {"type": "goto", "option": {"target_id": "x", "loop_count": 1}})
    assert (problem.kind, problem.where) == (Kind.WRONG_FORMAT, "$.option.target_id")


@pytest.mark.parametrize(
    ("action", "kind", "where"),
    [
        ({"type": "speak"}, Kind.UNKNOWN_VALUE, "$.type"),
        ({"option": {}}, Kind.MISSING_FIELD, "$.type"),
        ({"type": 1}, Kind.WRONG_TYPE, "$.type"),
        ("talk", Kind.WRONG_TYPE, "$"),
    ],
)
def test_where_no_branch_is_named_the_type_is_what_is_wrong(action: Any, kind: Kind, where: str) -> None:
    problem = only("action", action)
    assert (problem.kind, problem.where) == (kind, where)
    assert "oneOf" not in problem.expected


def test_a_key_of_a_branch_that_looks_like_a_number_is_a_name() -> None:
    option = {"default_target_id": "b8781e56-c524-11ec-889f-d37b0dbb7eb8", "target_ids": {"01": "one"}}
    assert only("action", {"type": "branch", "option": option}).where == "$.option.target_ids.01"


def test_an_odd_member_is_quoted_in_its_path() -> None:
    assert only("call", RINGING | {"hangup by": ""}).where == "$['hangup by']"


def test_a_long_value_is_cut_and_a_container_only_counted() -> None:
    cut = only("call", RINGING | {"status": "x" * 500})
    counted = only("call", RINGING | {"extra": {"a": 1}})
    assert len(cut.observed) < 80
    assert counted.observed == "an object with 1 members"


def test_a_secret_is_never_shown() -> None:
    problems = TUTORIAL.schema_problems("login", {"username": "demo", "token": 12345})
    problems += TUTORIAL.schema_problems("call", RINGING | {"token": "s3cret"})
    assert problems[0].observed == "a number (not shown)"
    assert "s3cret" not in repr(problems)


@pytest.mark.parametrize(
    ("base", "change", "where"),
    [
        (RINGING, {"user_id": 1}, "$.user_id"),
        (RINGING, {"conf_id": "00000000-0000-0000-0000-000000000000"}, "$.conf_id"),
        (DIALLED_2021, {"confbridge_id": "00000000-0000-0000-0000-000000000000"}, "$.confbridge_id"),
        (DIALLED_2021, {"source": RINGING["source"]}, "$.source.target_name"),
    ],
)
def test_a_mix_of_generations_is_told_as_one(base: Any, change: Any, where: str) -> None:
    problems = TUTORIAL.schema_problems("call", base | change)
    assert {problem.kind for problem in problems} == {Kind.MIXED_GENERATIONS}
    assert where in {problem.where for problem in problems}


def test_a_member_that_no_generation_has_is_no_mix() -> None:
    assert only("call", RINGING | {"duration": 1}).kind is Kind.UNDECLARED_FIELD


def test_two_generations_in_one_answer_are_a_mix() -> None:
    problem = only("calls", [DIALLED_2021, RINGING])
    assert (problem.kind, problem.where) == (Kind.MIXED_GENERATIONS, "$[1]")
    assert "2021" in problem.expected
    assert "2022" in problem.observed


def test_a_mix_does_not_hide_another_problem() -> None:
    problems = TUTORIAL.schema_problems("call", RINGING | {"user_id": 1, "status": "answered"})
    assert {problem.kind for problem in problems} == {Kind.MIXED_GENERATIONS, Kind.UNKNOWN_VALUE}
