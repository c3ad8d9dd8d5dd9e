"""What a schema declares can be measured against what was seen."""

from __future__ import annotations

from voipbin_harness.contract import load
from voipbin_harness.contract.inventory import paths_in


def test_members_values_and_rules_of_a_page() -> None:
    page = load("tutorial").inventory()["call_page"]
    assert {"$.result", "$.next_page_token", "$.result[*].user_id", "$.result[*].action.type"} <= page.members
    assert page.values["$.result[*].direction"] == {"incoming", "outgoing"}
    assert "schemas/call_2021.json#/properties/status/enum" in page.rules


def test_the_members_of_every_action_are_declared() -> None:
    actions = load("tutorial").inventory()["requests/flow"]
    assert {"$.actions[*].option.loop_count", "$.actions[*].option.dtmfs"} <= actions.members
    assert "branch" in actions.values["$.actions[*].type"]


def test_what_was_seen_is_written_alike() -> None:
    contract = load("tutorial")
    body = next(example["data"] for example in contract.examples("call_page") if example["valid"])
    seen = dict(paths_in(body))
    assert seen.keys() <= contract.inventory()["call_page"].members
    assert seen["$.result[*].hangup_reason"] == ""
