"""The ladder diagram is well-formed whatever a call says, and shows what happened in order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from voipbin_harness.callees.heard import LegEvent, Trace
from voipbin_harness.reporting.ladder import ladder, wrapped
from voipbin_harness.reporting.ladder_events import seconds
from voipbin_harness.views import CallView

START = datetime(2026, 1, 1, tzinfo=UTC)
CALL, SECOND = "5a0cbb3e-3a4e-4a5b-8e0c-000000000001", "5a0cbb3e-3a4e-4a5b-8e0c-000000000002"
LONG = "Press one for <news> & weather, two for the timetable, three to leave a message. " * 20


def view(
    status: str, ringing: int | None = None, progressing: int | None = None, hung_up: int | None = None
) -> CallView:
    def at(ms: int | None) -> datetime | None:
        return None if ms is None else START + timedelta(milliseconds=ms)

    return CallView(
        id=CALL,
        generation="2022",
        status=status,
        direction="outgoing",
        flow_id="",
        raw={"destination": {"type": "tel", "target": "+15550100001"}},
        hangup_by="remote" if hung_up else "",
        hangup_reason="noanswer" if hung_up else "",
        created=START,
        updated=START,
        ringing=at(ringing),
        progressing=at(progressing),
        hung_up=at(hung_up),
    )


def event(at_ms: int, name: str, leg: str = CALL, **detail: Any) -> LegEvent:
    return LegEvent(at_ms, leg, name, detail)


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


ANSWERED = [
    event(0, "status", status="dialing"),
    event(100, "status", status="ringing"),
    event(2100, "status", status="progressing"),
    event(2100, "action", id="a", type="talk", option={"text": LONG}),
    event(2100, "prompt", kind="talk", text=LONG, language="en-US", duration_ms=7400),
    event(9500, "prompt_end", completed=True),
    event(9500, "action", id="b", type="digits_receive", option={"duration": 5000, "length": 1}),
    event(10_000, "digit_pressed", digit="1"),
    event(10_000, "digits_received", digits="1", by="length"),
    event(10_000, "branch", digits="1", target_id="d"),
    event(10_000, "action", id="d", type="dtmf_send", option={"dtmfs": "42#"}),
    event(10_000, "digit_heard", digit="4", duration_ms=500),
    event(11_000, "digit_heard", digit="2", duration_ms=500),
    event(12_000, "digit_heard", digit="#", duration_ms=500),
    event(13_000, "goto", taken=True, target_id="a"),
    event(13_000, "status", status="terminating"),
    event(13_020, "hangup", by="local", reason="normal", code=200),
    event(13_020, "status", status="hangup"),
]


def test_a_call_is_told_in_order_and_whole() -> None:
    shown = texts(ladder([(0, view("dialing"))], Trace(CALL, tuple(ANSWERED)), "Call 1"))
    told = ["POST /calls", "INVITE", "180 Ringing", "200 OK (answer)", "talk · 7.4 s", "digits_receive · 0.5 s", "1"]
    told += ["digits “1”: all in", "branch on “1” to dtmf_send", "“42#”", "42#", "goto: back to talk", "BYE", "hangup"]
    places = [shown.index(text) for text in told]
    assert places == sorted(places)
    assert {"0.00 s", "2.10 s", "7.4 s later", "13.02 s", "local, normal"} <= set(shown)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ({"by": "remote", "reason": "busy", "code": 486}, "486 Busy Here"),
        ({"by": "remote", "reason": "noanswer", "code": 603}, "603 Decline"),
        ({"by": "remote", "reason": "failed", "code": 503}, "503 Service Unavailable"),
        ({"by": "local", "reason": "dialout", "code": 0}, "CANCEL"),
    ],
)
def test_an_unanswered_call_says_why(end: dict, expected: str) -> None:
    events = [event(0, "status", status="dialing"), event(5, "hangup", **end), event(5, "status", status="hangup")]
    assert expected in texts(ladder([(0, view("dialing"))], Trace(CALL, tuple(events)), "t"))


def test_a_connected_leg_has_a_lane_of_its_own() -> None:
    events = [
        event(0, "status", status="progressing"),
        event(0, "action", id="c", type="connect", option={"destinations": [{"target": "+15550100010"}]}),
        event(10, "status", SECOND, status="dialing"),
        event(20, "status", SECOND, status="progressing"),
        event(20, "bridged", **{"with": SECOND}),
        event(20, "bridged", SECOND, **{"with": CALL}),
    ]
    shown = texts(ladder([(0, view("dialing"))], Trace(CALL, tuple(events)), "t"))
    assert "leg +15550100010" in shown
    assert shown.count("bridged") == 1


def test_questions_with_the_same_answer_are_drawn_once() -> None:
    observed = [(at, view("dialing")) for at in (0, 10, 20, 30)]
    assert "GET /calls/{id} (3 times)" in texts(
        ladder(observed, Trace(CALL, (event(0, "status", status="dialing"),)), "t")
    )


def test_without_a_trace_the_times_of_the_api_tell_it() -> None:
    shown = texts(ladder([(0, view("dialing")), (30_000, view("hangup", 100, None, 30_000))], None, "t"))
    assert {"180 Ringing", "remote, noanswer", "30.00 s"} <= set(shown)
    assert any(text.startswith("Nobody could hear") for text in shown)


@pytest.mark.parametrize("text", ["<b>&\"'</svg>", "\x00\x1b[31m\ud800", "x" * 5000, "a\nb", "]]>", ""])
def test_no_text_breaks_the_picture(text: str) -> None:
    events = [
        event(0, "status", status=text),
        event(1, "action", id=text, type=text, option={"text": text}),
        event(1, "prompt", kind="talk", text=text, duration_ms=None),
        event(2, "digit_pressed", digit=text),
        event(3, text or "unknown", anything=text),
        event(4, "hangup", by=text, reason=text, code="no number"),
    ]
    svg = ladder([(0, view(text))], Trace(CALL, tuple(events)), text)
    root = ET.fromstring(svg)
    svg.encode("utf-8")
    assert int(root.get("width", "0")) < 2000
    assert not re.search(r"(href|src)=|url\(|@import", svg)


def test_an_empty_story_is_a_picture_too() -> None:
    ET.fromstring(ladder([], None, "nothing"))


def test_a_call_without_end_stays_a_picture() -> None:
    events = [event(n, "goto", taken=True, target_id="x") for n in range(2000)]
    shown = texts(ladder([(0, view("dialing"))], Trace(CALL, tuple(events)), "t"))
    assert "… and 1701 more" in shown


def test_long_prompts_are_wrapped_and_cut() -> None:
    lines = wrapped(LONG, 38)
    assert len(lines) == 6
    assert all(len(line) <= 38 for line in lines)
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(("ms", "text"), [(0, "0 s"), (500, "0.5 s"), (7400, "7.4 s"), (125_000, "2 min 5 s")])
def test_durations_are_readable(ms: int, text: str) -> None:
    assert seconds(ms) == text


def test_the_same_call_gives_the_same_picture() -> None:
    one, two = (ladder([(0, view("dialing"))], Trace(CALL, tuple(ANSWERED)), "Call 1") for _ in range(2))
    assert one == two
