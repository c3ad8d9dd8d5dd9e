from __future__ import annotations

import json
from typing import Any

import pytest

from voipbin_harness.safety.reach import Reach, reach_of

TO = {"type": "tel", "target": "+15550100010"}


def reach(body: Any) -> Reach:
    return reach_of(body if isinstance(body, bytes) else json.dumps(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        {"destinations": [TO]},
        {"destination": TO},
        {"Destinations": [TO]},
        {"DESTINATIONS": [{"Type": "tel", "TARGET": "+15550100010"}]},
        {"destinations": ["+15550100010"]},
        {"destinations": [{"type": "extension", "target": "", "target_name": "+15550100010"}]},
        {"actions": [{"type": "connect", "option": {"destinations": [TO]}}]},
        {"actions": [{"type": "call", "option": {"actions": [{"type": "connect", "option": {"destinations": [TO]}}]}}]},
        {"actions": [{"type": "nobody-knows", "option": {"deep": [{"destinations": [TO]}]}}]},
        b'{"destinations": [{"type": "tel", "target": "+15550100010"}], "destinations": []}',
        b'\xef\xbb\xbf {"destinations": [{"type": "tel", "target": "+15550100010"}]} trailing',
        b'{"destinations": [{"type": "tel", "target": "+15550100010"}]}{"destinations": []}',
    ],
    ids=str,
)
def test_whom_a_careless_platform_might_dial(body: Any) -> None:
    assert reach(body).destinations == ("+15550100010",)


@pytest.mark.parametrize(
    "body", [b"", b"please call my mother", b"[]", {"source": TO}, {"destinations": None}, b"[" * 9999]
)
def test_what_dials_nobody(body: Any) -> None:
    assert reach(body).destinations == ()


def test_a_number_that_is_no_text_counts_as_what_it_says() -> None:
    assert reach({"destinations": [{"type": "tel", "target": 911}]}).destinations == ("911",)


def test_actions_and_flows_are_named() -> None:
    body = {
        "actions": [{"type": "message_send"}, {"type": "fetch_flow", "option": {"flow_id": "abc"}}],
        "flow_id": "def",
        "webhook_uri": "https://outside.example",
    }
    found = reach(body)
    assert found.actions == {"message_send", "fetch_flow", "webhook_send"}
    assert found.flows == {"abc", "def"}


def test_the_nil_uuid_names_no_flow() -> None:
    assert reach({"call_flow_id": "00000000-0000-0000-0000-000000000000"}).flows == frozenset()


def test_legs_count_what_a_loop_may_repeat() -> None:
    connect = {"type": "connect", "option": {"destinations": [TO, TO]}}
    goto = {"type": "goto", "option": {"target_id": "x", "loop_count": 2}}
    assert reach({"destinations": [TO], "actions": [connect]}).legs == 3
    found = reach({"destinations": [TO], "actions": [connect, goto]})
    assert found.legs == 7
    assert reach({"destinations": [TO, TO], "actions": [connect]}).legs == 6, "each call runs the actions"
    assert (found.legs_to({"+15550100010"}), found.legs_to(set())) == (7, 0)
