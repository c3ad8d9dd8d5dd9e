"""What values tell that were found at one place, looked at together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest

from voipbin_harness.coverage.answers import Shape
from voipbin_harness.coverage.dimensions import Fact


def call_shape() -> Shape:
    """Return a call with a status, a source of some type, and a list of codecs."""
    root = Shape()
    for member in ("status", "source", "codecs"):
        root.facts[member] = ("members", member)
    root.below("status").values["ringing"] = ("values", "status = ringing")
    source = root.below("source")
    source.facts["type"] = ("members", "source.type")
    source.below("type").values["tel"] = ("values", "type = tel")
    root.below("codecs").below("[*]").values["PCMU"] = ("values", "codecs = PCMU")
    return root


def told(*found: Any) -> set[str]:
    facts: set[Fact] = set()
    things: defaultdict[Shape, list[Any]] = defaultdict(list)
    call_shape().tell(found, facts, things)
    assert not things
    return {name for _, name in facts}


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ([{"status": "ringing"}], {"status", "status = ringing"}),
        ([{"status": "sleeping", "colour": "red"}], {"status"}),
        ([{"status": ["ringing"]}, {"status": None}, {"status": {"ringing": 1}}], {"status"}),
        ([{"source": {"type": "tel"}}, {"source": None}, {}], {"source", "source.type", "type = tel"}),
        ([{"source": {}}, {"source": "tel"}], {"source"}),
        ([{"codecs": ["PCMA"]}, {"codecs": [1, "PCMU", None]}], {"codecs", "codecs = PCMU"}),
        ([None, "ringing", 1, [{"status": "ringing"}]], set()),
        ([], set()),
    ],
)
def test_each_value_tells_what_it_holds_and_nothing_else(found: Sequence[Any], names: set[str]) -> None:
    assert told(*found) == names
    assert set().union(*map(told, found)) == names


def test_a_thing_is_left_to_be_told_with_the_others_of_its_kind() -> None:
    page, call = Shape(), Shape(thing=True)
    page.facts["result"] = ("members", "page.result")
    page.below("result").items = call
    facts: set[Fact] = set()
    things: defaultdict[Shape, list[Any]] = defaultdict(list)
    page.tell([{"result": [1, 2]}, {"result": [3]}], facts, things)
    assert (facts, things) == ({("members", "page.result")}, {call: [1, 2, 3]})


def test_a_server_that_makes_up_names_fills_no_memory() -> None:
    shape, facts = call_shape(), set[Fact]()
    for number in range(1500):
        shape.tell([{"status": "ringing", f"made up {number}": 1}], facts, defaultdict(list))
    shape.tell([dict.fromkeys(map(str, range(5000)))], facts, defaultdict(list))
    assert len(shape._told) == 1000
    assert max(map(len, shape._told)) == 2
    assert {name for _, name in facts} == {"status", "status = ringing"}
