"""Actions: one schema a type on our side, one for all types and one for each option on the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drift.describing import description, drift, lost, post, told


def ours() -> dict[str, Any]:
    def action(kind: str, **option: Any) -> dict[str, Any]:
        members = {"type": {"const": kind}, "option": {"type": "object", "properties": option}}
        return {"type": "object", "required": ["type"], "properties": members}

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
