"""Actions: one schema a type on our side, one for all types and one for each option on the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drift.describing import description, drift, lost, post, told


def action(kind: str, **option: Any) -> dict[str, Any]:
    members = {"type": {"const": kind}, "option": {"type": "object", "properties": option}}
    return {"type": "object", "required": ["type"], "properties": members}


def ours() -> dict[str, Any]:
    choice = {"oneOf": [action("talk", text={"type": "string"}), action("digits_send", digits={"type": "string"})]}
    return flow(choice)


def theirs(kinds: list[str], talk: dict[str, Any], required: tuple[str, ...] = ("type",)) -> dict[str, Any]:
    members = {"id": {"type": "string"}, "type": {"type": "string", "enum": kinds}, "option": {"type": "object"}}
    action = {"type": "object", "required": [*required], "properties": members}
    options = {
        "FlowActionOptionTalk": {"type": "object", "properties": talk},
        "FlowActionOptionDigitsSend": {"type": "object", "properties": {"digits": {"type": "string"}}},
    }
    return flow({"$ref": "#/components/schemas/Action"}, components={"schemas": {"Action": action, **options}})


def flow(action: dict[str, Any], **more: Any) -> dict[str, Any]:
    actions = {"type": "object", "properties": {"actions": {"type": "array", "items": action}}}
    return description({"/calls": {"post": post(request=actions)}}, **more)


TEXT = {"text": {"type": "string"}}


ACTION = "POST /calls request body $.actions[*]"


def test_types_that_lead_nowhere_are_told_and_the_options_compared(tmp_path: Path) -> None:
    described = theirs([], {})
    described["components"]["schemas"]["Action"]["properties"]["type"] = {"$ref": "gone.json"}
    found = drift(tmp_path, ours(), described)
    assert lost(found) == [f"{ACTION}.type: gone.json is missing"]
    assert told(found) == ["wording action talk $.option: its members are not described"]


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (theirs(["talk", "digits_send"], TEXT), []),
        (theirs(["talk"], TEXT), [f"breaking {ACTION}.type: no longer knows digits_send"]),
        (theirs(["talk", "digits_send", "beep"], TEXT), [f"additive {ACTION}.type: also knows beep"]),
        (
            theirs(["talk", "digits_send"], {"words": {"type": "string"}}),
            [
                "breaking action talk $.option.text: is not described",
                "additive action talk $.option.words: is described, and not in the contracts",
            ],
        ),
        (
            theirs(["talk", "digits_send"], {"text": {"type": "integer"}}),
            ["breaking action talk $.option.text: may no longer be string"],
        ),
        (
            theirs(["talk", "digits_send"], TEXT, ("id", "type")),
            [f"wording {ACTION}: id described as required, also where an action is posted"],
        ),
    ],
)
def test_types_and_options(described: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    assert told(drift(tmp_path, ours(), described)) == expected


DIGITS = action("digits_send", digits={"type": "string"})
TALK = action("talk", **TEXT)
VOLUME = {"type": "object", "required": ["volume"], "properties": {**TEXT, "volume": {"type": "integer"}}}
THERE = f"{ACTION}[type=talk].option"


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        ({"oneOf": [DIGITS, TALK]}, []),
        ({"anyOf": [DIGITS, TALK]}, []),
        ({"oneOf": [DIGITS]}, [f"breaking {ACTION}.type: no longer knows talk"]),
        ({"oneOf": [DIGITS, TALK, action("beep")]}, [f"additive {ACTION}.type: also knows beep"]),
        ({"oneOf": [DIGITS, TALK, {"type": "null"}]}, [f"additive {ACTION}: may also be null"]),
        (
            {"oneOf": [DIGITS, action("talk", words=TEXT["text"])]},
            [
                f"breaking {THERE}.text: is not described",
                f"additive {THERE}.words: is described, and not in the contracts",
            ],
        ),
        (
            {"oneOf": [DIGITS, {**TALK, "properties": {**TALK["properties"], "option": VOLUME}}]},
            [f"breaking {THERE}.volume: is described as required"],
        ),
        (
            {"oneOf": [DIGITS, {**TALK, "required": ["type", "id"]}]},
            [f"breaking {ACTION}[type=talk].id: is described as required"],
        ),
    ],
)
def test_each_type_has_a_schema_on_both_sides(described: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    assert told(drift(tmp_path, ours(), flow(described))) == expected


def test_what_stands_beside_a_choice_holds_for_each_type(tmp_path: Path) -> None:
    def bare(kind: str) -> dict[str, Any]:
        return {"properties": {"type": {"const": kind}}}

    option = {"type": "object", "properties": {"text": TEXT["text"], "digits": TEXT["text"]}}
    base = {"type": "object", "required": ["type"], "properties": {"option": option}}
    choice = {"oneOf": [bare("talk"), bare("digits_send")]}
    for described in ({**base, **choice}, {"allOf": [base, choice]}):
        assert told(drift(tmp_path, ours(), flow(described))) == [
            f"additive {ACTION}[type=digits_send].option.text: is described, and not in the contracts",
            f"additive {THERE}.digits: is described, and not in the contracts",
        ]
