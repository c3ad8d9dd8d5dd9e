"""The reader of JSON that never holds more than one value."""

from __future__ import annotations

import io
from typing import Any

import pytest

from voipbin_harness.traffic import stream
from voipbin_harness.traffic.stream import JsonStream, NotJson


def items(text: str) -> list[Any]:
    return list(JsonStream(io.StringIO(text)).items())


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1000])
def test_values_come_whole_however_the_file_is_cut(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", chunk)
    assert items(' [ 12345 , {"a": [1, 2]},"é\\n", true, null, -1.5e3 ] ') == [
        12345,
        {"a": [1, 2]},
        "é\n",
        True,
        None,
        -1500.0,
    ]


@pytest.mark.parametrize("text", ["[]", " [ ] "])
def test_an_empty_list_has_no_items(text: str) -> None:
    assert items(text) == []


def test_members_are_named_one_by_one() -> None:
    read = JsonStream(io.StringIO('{"a": 1, "b": {"c": 2}}'))
    assert {name: read.value() for name in read.members()} == {"a": 1, "b": {"c": 2}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[1, 2", "in the middle"),
        ("[", "in the middle"),
        ("", "in the middle"),
        ("[1 2]", "character 4"),
        ("<html>", "'[' expected at character 1"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(NotJson, match=told.replace("[", r"\[")):
        items(text)
