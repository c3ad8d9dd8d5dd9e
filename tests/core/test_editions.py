from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from voipbin_harness.editions import edition
from voipbin_harness.violation import HarnessError

NIL = "00000000-0000-0000-0000-000000000000"


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with pytest.raises(HarnessError, match="current, tutorial"):
        edition("tomorrow")


@pytest.mark.parametrize(
    ("name", "text", "time"),
    [
        ("tutorial", "2022-02-24 02:08:14.469405", datetime(2022, 2, 24, 2, 8, 14, 469405, tzinfo=UTC)),
        ("tutorial", "9999-01-01 00:00:00.000000", None),
        ("tutorial", "", None),
        ("tutorial", "2022-02-24T02:08:14Z", None),
        ("current", "2026-01-15T09:30:00.5Z", datetime(2026, 1, 15, 9, 30, 0, 500000, tzinfo=UTC)),
        ("current", "2026-01-15 09:30:00", None),
        ("current", "2026-13-45T09:30:00Z", None),
        ("current", None, None),
    ],
)
def test_reads_times_as_the_edition_writes_them(name: str, text: object, time: datetime | None) -> None:
    assert edition(name).read_time(text) == time


@pytest.mark.parametrize(
    ("members", "generation"),
    [
        ({"user_id": 1, "conf_id": NIL}, "2021"),
        ({"confbridge_id": NIL, "action": {}}, "2022"),
        ({"user_id": 1, "action": {}}, "mixed"),
        ({}, ""),
    ],
)
def test_tells_the_generation_of_a_tutorial_call(members: dict[str, Any], generation: str) -> None:
    assert edition("tutorial").read_call(members).generation == generation


@pytest.mark.parametrize("name", ["tutorial", "current"])
@pytest.mark.parametrize("junk", [None, 1, "x", [], [1], {}, {"result": 3}, {"calls": [None]}, {"source": 5}])
def test_reading_never_raises(name: str, junk: object) -> None:
    reader = edition(name)
    reader.read_call(junk)
    reader.read_groupcall(junk)
    reader.read_created(junk)
    reader.read_page(junk)
    reader.read_balance(junk)


def test_today_sends_digits_where_the_tutorial_sends_dtmf() -> None:
    flow = [{"type": "dtmf_send", "option": {"dtmfs": "12", "duration": 100, "interval": 0}}, {"type": "hangup"}]
    assert edition("tutorial").write_actions(flow) == flow
    assert edition("current").write_actions(flow) == [
        {"type": "digits_send", "option": {"digits": "12", "duration": 100, "interval": 0}},
        {"type": "hangup"},
    ]
    assert flow[0]["type"] == "dtmf_send"


def test_today_requires_how_a_groupcall_rings() -> None:
    assert edition("tutorial").write_groupcall({"destinations": []}) == {"destinations": []}
    written = edition("current").write_groupcall({"destinations": [], "ring_method": "linear"})
    assert (written["ring_method"], written["answer_method"]) == ("linear", "hangup_others")
