"""What the reaper ends, what it leaves alone, and what it tells of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.live.altering import Altered, answer
from tests.live.mocking import LISTENS, LONG, SECOND, SOURCE, TALK, Platform, profile, tel, world_of
from voipbin_harness.client import Client
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.safety.ledger import Thing
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.violation import ExpectationFailed, Kind

LISTEN = [{"type": "talk", "option": {"text": "Anybody there?", "language": "en-US"}}, *LONG]


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def target(platform: Platform, tmp_path: Path) -> LiveTarget:
    made = platform.target(profile(tmp_path))
    made.arrive()
    return made


@pytest.fixture
def client(target: LiveTarget) -> Client:
    return world_of(target).client()


def call(client: Client, actions: Any = LISTEN) -> str:
    return client.create_call(tel(SOURCE), [tel(LISTENS)], actions=actions).calls[0].id


def lose_the_answer(platform: Platform, client: Client, where: str, make: Any) -> None:
    """Let a request arrive, and its answer be no answer at all."""
    Altered(platform, where, change=lambda _: None, times=1)
    with pytest.raises((ExpectationFailed, IndexError)):
        make()


def status(platform: Platform, call_id: str) -> str:
    return str(platform.get(f"/calls/{call_id}")["status"])


def test_a_call_whose_answer_was_lost_is_found_by_who_calls_whom_with_what(
    platform: Platform, target: LiveTarget, client: Client
) -> None:
    other = platform.post("/calls", {"source": tel(SOURCE), "destinations": [tel(LISTENS)], "actions": [*TALK, *LONG]})
    lose_the_answer(platform, client, "POST /calls", lambda: call(client))
    (ours,) = [one["id"] for one in platform.get("/calls")["result"] if one["id"] != other[0]["id"]]
    assert target.leave() == []
    assert (status(platform, ours), status(platform, other[0]["id"])) == ("hangup", "progressing")


def test_of_two_that_look_the_same_neither_is_touched_and_both_are_told(
    platform: Platform, target: LiveTarget, client: Client
) -> None:
    lose_the_answer(platform, client, "POST /calls", lambda: call(client))
    platform.post("/calls", {"source": tel(SOURCE), "destinations": [tel(LISTENS)], "actions": LISTEN})
    both = [one["id"] for one in platform.get("/calls")["result"]]
    (left,) = target.leave()
    assert left.kind is Kind.LEFTOVER
    assert all(one in left.observed for one in both)
    assert {status(platform, one) for one in both} == {"progressing"}


def test_what_was_given_up_between_two_tests_is_told_at_the_end(
    platform: Platform, target: LiveTarget, client: Client
) -> None:
    lose_the_answer(platform, client, "POST /calls", lambda: call(client))
    platform.post("/calls", {"source": tel(SOURCE), "destinations": [tel(LISTENS)], "actions": LISTEN})
    target.begin()
    target.begin()
    assert len(target.leave()) == 1


def test_a_call_that_cannot_be_ended_is_left_and_stays_in_the_ledger(
    platform: Platform, target: LiveTarget, client: Client
) -> None:
    called = call(client)
    Altered(platform, f"POST /calls/{called}/hangup", instead=lambda: answer(500))
    (left,) = target.leave()
    assert (left.kind, left.where) == (Kind.LEFTOVER, f"calls/{called}")
    assert Thing("calls", called, "demo") in target.reaper.ledger.book.things


def test_a_call_whose_state_cannot_be_seen_is_not_taken_for_ended(
    platform: Platform, target: LiveTarget, client: Client
) -> None:
    called = call(client)
    Altered(platform, f"GET /calls/{called}", instead=lambda: answer(502))
    assert [left.where for left in target.leave()] == [f"calls/{called}"]


def test_a_platform_that_is_busy_is_asked_again_to_delete_and_hang_up(
    platform: Platform, target: LiveTarget, client: Client
) -> None:
    called = call(client)
    client.create_flow("kept", TALK)
    Altered(platform, f"POST /calls/{called}/hangup", instead=lambda: answer(429, retry_after="1"), times=2)
    Altered(platform, "DELETE /flows", instead=lambda: answer(503, retry_after="1"), times=2)
    assert target.leave() == []
    assert status(platform, called) == "hangup"


def test_a_number_that_somebody_else_has_set_meanwhile_is_left_to_them(platform: Platform, target: LiveTarget) -> None:
    world = world_of(target)
    world.begin()
    world.callees.place(world_script())
    theirs = platform.post("/flows", {"name": "theirs", "detail": "", "actions": TALK})["id"]
    number = next(one for one in platform.get("/numbers")["result"] if one["number"] == SECOND)
    body = {"call_flow_id": theirs, "message_flow_id": "00000000-0000-0000-0000-000000000000"}
    platform.http.put(
        f"/v1.0/numbers/{number['id']}/flow_ids", params={"accesskey": "demo-access-key"}, json=body
    ).raise_for_status()
    assert target.leave() == []
    assert platform.get(f"/numbers/{number['id']}")["call_flow_id"] == theirs


def world_script() -> Any:
    from voipbin_harness.callees.script import Act, CalleeScript

    return CalleeScript(acts=(Act("press", digits="1", delay_ms=500),))


def test_nobody_there_at_the_end_is_told_thing_by_thing(platform: Platform, target: LiveTarget, client: Client) -> None:
    called = call(client)

    def gone() -> Any:
        raise TargetUnreachable("http://mock: gone")

    Altered(platform, "GET /calls", instead=gone)
    left = [one.where for one in target.leave()]
    assert {"the target", f"calls/{called}"} <= set(left)
    assert not target.reaper.ledger.book.is_clean
