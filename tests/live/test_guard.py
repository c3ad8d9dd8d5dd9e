"""Each rule of the guard: what must be refused and stay here, and what must pass."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.live.mocking import LISTENS, LONG, SECOND, SOURCE, TALK, THIRD, Platform, profile, tel, world_of
from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange
from voipbin_harness.safety.guard import Forbidden
from voipbin_harness.safety.limits import Limits, OverBudget
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.violation import RunStopped

STRANGER = "+15550100011"
NIL = "00000000-0000-0000-0000-000000000000"
NOBODYS = "0e30e3e3-0000-4000-8000-000000000002"


class Guarded:
    """A client on a guarded line, and the platform behind it."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.platform = Platform()
        self.target: LiveTarget = self.platform.target(profile(folder, **changes))
        self.target.arrive()
        self.world = world_of(self.target)
        self.client: Client = self.world.client()
        self.client.credential()

    def sends(self, method: str, path: str, body: Any = None) -> Exchange:
        return self.client.request(method, path, body=body)

    def stops(self, method: str, path: str, body: Any = None, *, says: str, error: type = Forbidden) -> None:
        """Fail unless the request is stopped, with a word that helps, before anything is sent but looks."""
        before = len(self.platform.sent)
        with pytest.raises(error, match=says):
            self.sends(method, path, body)
        assert [sent for sent in self.platform.sent[before:] if not sent.startswith("GET ")] == []
        assert issubclass(error, RunStopped)

    def number_id(self, number: str) -> str:
        found = self.platform.get("/numbers")["result"]
        return str(next(item["id"] for item in found if item["number"] == number))

    def foreign(self, path: str, **body: Any) -> str:
        made = self.platform.post(path, body)
        return str((made[0] if isinstance(made, list) else made)["id"])


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path)


def call(*targets: str, actions: Any = TALK, **more: Any) -> dict[str, Any]:
    return {"source": tel(SOURCE), "destinations": [tel(one) for one in targets], "actions": actions, **more}


def connect(target: str) -> dict[str, Any]:
    return {"type": "connect", "option": {"source": tel(SOURCE), "destinations": [tel(target)]}}


def flow(*actions: Any) -> dict[str, Any]:
    return {"name": "mine", "detail": "", "actions": [*actions]}


def test_who_is_on_the_list_may_be_called_and_nobody_else(guarded: Guarded) -> None:
    assert guarded.sends("POST", "/calls", call(LISTENS)).ok
    assert guarded.sends("POST", "/groupcalls", call(LISTENS, SECOND)).ok
    guarded.stops("POST", "/calls", call(STRANGER), says="not on the allow list")
    guarded.stops("POST", "/calls", call(LISTENS, STRANGER), says="not on the allow list")
    guarded.stops("POST", "/groupcalls", call(LISTENS, STRANGER), says="not on the allow list")


def test_nor_by_a_connect_in_a_call_or_in_a_stored_flow(guarded: Guarded) -> None:
    assert guarded.sends("POST", "/calls", call(LISTENS, actions=[connect(SECOND)])).ok
    assert guarded.sends("POST", "/flows", flow(connect(SECOND))).ok
    guarded.stops("POST", "/calls", call(LISTENS, actions=[connect(STRANGER)]), says="allow list")
    guarded.stops("POST", "/flows", flow(connect(STRANGER)), says="allow list")


def test_nor_by_somebody_elses_flow_that_is_run_fetched_or_given_to_a_number(guarded: Guarded) -> None:
    harmful = guarded.foreign("/flows", **flow(connect(STRANGER)))
    fetch = {"type": "fetch_flow", "option": {"flow_id": harmful}}
    harmless = guarded.foreign("/flows", **flow(*TALK))
    path = f"/numbers/{guarded.number_id(SECOND)}/flow_ids"
    assert guarded.sends("POST", "/calls", call(LISTENS, actions=None, flow_id=harmless)).ok
    assert guarded.sends("PUT", path, {"call_flow_id": harmless, "message_flow_id": NIL}).ok
    guarded.stops("POST", "/calls", call(LISTENS, actions=None, flow_id=harmful), says="allow list")
    guarded.stops("PUT", path, {"call_flow_id": harmful, "message_flow_id": NIL}, says="allow list")
    guarded.stops("POST", "/calls", call(LISTENS, actions=[fetch]), says="allow list")


def test_who_has_no_credential_may_ring_the_accounts_own_number_at_most(guarded: Guarded) -> None:
    nobody = guarded.world.client(None)
    assert nobody.request("POST", "/calls", body=call(SOURCE)).status == 401
    with pytest.raises(Forbidden):
        nobody.request("POST", "/calls", body=call(STRANGER))
    guarded.stops("POST", "/calls", call(SOURCE), says="allow list")


def test_numbers_that_must_be_refused_pass_where_the_profile_lists_them(tmp_path: Path) -> None:
    guarded = Guarded(tmp_path, refused_numbers=frozenset({"010-1234-5678"}))
    assert guarded.sends("POST", "/calls", call("010-1234-5678")).status == 400
    guarded.stops("POST", "/calls", call("010-1234-5679"), says="allow list")


COSTS = {"type": "message_send", "option": {"source": tel(SOURCE), "destinations": [tel(LISTENS)], "text": "hello"}}


@pytest.mark.parametrize("body", [call(LISTENS, actions=[COSTS]), flow(COSTS)], ids=["call", "flow"])
def test_actions_that_cost_or_reach_outside_are_refused(guarded: Guarded, body: Any) -> None:
    path = "/calls" if "source" in body else "/flows"
    guarded.stops("POST", path, body, says=r"message_send.*allow\.actions")


def test_unless_the_profile_names_them(tmp_path: Path) -> None:
    guarded = Guarded(tmp_path, actions=frozenset({"message_send"}))
    assert guarded.sends("POST", "/flows", flow(COSTS)).status in (200, 400)
    guarded.stops("POST", "/flows", flow(COSTS, {"type": "email_send"}), says="email_send")


@pytest.mark.parametrize(("method", "path"), [("POST", "/numbers"), ("DELETE", f"/numbers/{NIL}"), ("PATCH", "/calls")])
def test_operations_that_no_test_needs_are_refused(guarded: Guarded, method: str, path: str) -> None:
    guarded.stops(method, path, {}, says=r"allow\.operations")


def test_unless_the_profile_names_those(tmp_path: Path) -> None:
    guarded = Guarded(tmp_path, operations=frozenset({"POST /numbers"}))
    assert guarded.sends("POST", "/numbers", {}).status in (404, 405)


def test_reading_and_signing_on_are_free(guarded: Guarded) -> None:
    for path in ("/calls", "/numbers", f"/calls/{NOBODYS}"):
        guarded.sends("GET", path)
    assert guarded.world.client("demo", "bearer").request("GET", "/flows").ok
    assert guarded.target.budget.legs == 0


def test_what_others_have_made_is_never_touched(guarded: Guarded) -> None:
    called = guarded.foreign("/calls", **call(LISTENS, actions=LONG))
    group = guarded.foreign("/groupcalls", **call(LISTENS, actions=LONG))
    stored = guarded.foreign("/flows", **flow(*LONG))
    guarded.stops("POST", f"/calls/{called}/hangup", says="not made by this run")
    guarded.stops("DELETE", f"/calls/{called}", says="not made by this run")
    guarded.stops("POST", f"/groupcalls/{group}/hangup", says="not made by this run")
    guarded.stops("DELETE", f"/groupcalls/{group}", says="not made by this run")
    guarded.stops("DELETE", f"/flows/{stored}", says="not made by this run")


def test_what_the_run_has_made_may_be_and_so_may_what_is_not_there(guarded: Guarded) -> None:
    called = guarded.sends("POST", "/calls", call(LISTENS, actions=LONG)).json[0]["id"]
    stored = guarded.sends("POST", "/flows", flow(*LONG)).json["id"]
    assert guarded.sends("POST", f"/calls/{called}/hangup").ok
    assert guarded.sends("DELETE", f"/flows/{stored}").ok
    assert guarded.sends("DELETE", f"/flows/{NOBODYS}").status == 404
    assert guarded.sends("POST", f"/calls/{NOBODYS}/hangup").status == 404


def test_a_leg_that_a_call_of_the_run_has_made_is_its_own(guarded: Guarded) -> None:
    called = guarded.sends("POST", "/calls", call(LISTENS, actions=[connect(THIRD), *LONG])).json[0]["id"]
    guarded.world.clock.step(guarded.world.clock.now_ms() + 5000)
    guarded.world.clock.advance(5000)
    shown = guarded.sends("GET", f"/calls/{called}").json
    (leg,) = shown["chained_call_ids"]
    assert guarded.sends("POST", f"/calls/{leg}/hangup").ok


def test_only_numbers_of_the_profile_may_be_set(guarded: Guarded) -> None:
    body = {"call_flow_id": NIL, "message_flow_id": NIL}
    assert guarded.sends("PUT", f"/numbers/{guarded.number_id(SECOND)}/flow_ids", body).ok
    assert list(guarded.target.reaper.ledger.book.settings) == [guarded.number_id(SECOND)]
    other = Guarded(guarded.target.profile.ledger.parent / "other", callees=())
    other.stops("PUT", f"/numbers/{other.number_id(SECOND)}/flow_ids", body, says="not in the profile")


def test_the_budget_is_counted_at_its_worst_and_before(tmp_path: Path) -> None:
    guarded = Guarded(tmp_path, limits=Limits(calls=4, requests_per_second=1000))
    assert guarded.sends("POST", "/calls", call(SECOND)).ok
    assert guarded.target.budget.legs == 2, "a call to an own number goes out and comes in"
    guarded.stops("POST", "/calls", call(SECOND, LISTENS), says=r"limits\.calls", error=OverBudget)
    guarded.stops(
        "POST", "/calls", call(LISTENS, actions=[connect(SECOND), connect(SECOND)]), says="budget", error=OverBudget
    )
    assert guarded.sends("POST", "/calls", call(LISTENS)).ok
    assert guarded.target.budget.legs == 3


def test_a_stored_flow_costs_nothing_until_it_is_run(tmp_path: Path) -> None:
    guarded = Guarded(tmp_path, limits=Limits(calls=2, requests_per_second=1000))
    stored = guarded.sends("POST", "/flows", flow(connect(LISTENS), connect(LISTENS))).json["id"]
    assert guarded.target.budget.legs == 0
    body = call(LISTENS, actions=None, flow_id=stored)
    guarded.stops("POST", "/calls", body, says=r"limits\.calls", error=OverBudget)


def test_a_stored_flow_is_run_by_each_call(guarded: Guarded) -> None:
    stored = guarded.sends("POST", "/flows", flow(connect(LISTENS))).json["id"]
    assert guarded.sends("POST", "/calls", call(LISTENS, SECOND, actions=None, flow_id=stored)).ok
    assert guarded.target.budget.legs == 5, "three out and in, and one more for each of two"


def test_what_was_refused_costs_nothing_and_leaves_nothing_open(guarded: Guarded) -> None:
    refused = {**call(LISTENS), "source": tel("+19998887777")}
    assert guarded.sends("POST", "/calls", refused).status == 400
    assert guarded.target.budget.legs == 0
    assert guarded.target.reaper.ledger.book.is_clean


def test_an_intent_is_in_the_ledger_when_the_request_leaves(guarded: Guarded) -> None:
    held: list[str] = []
    guarded.platform.transport.inner = Reading(guarded.platform.transport.inner, guarded.target.profile.ledger, held)
    guarded.sends("POST", "/calls", call(LISTENS))
    last = json.loads(held[0].splitlines()[-1])
    assert (last["do"], last["intent"]["targets"]) == ("intend", [LISTENS])


class Reading:
    """Keeps what the ledger's file holds when a POST passes."""

    def __init__(self, inner: Any, file: Path, held: list[str]) -> None:
        self.inner, self.file, self.held = inner, file, held

    def handle_request(self, request: Any) -> Any:
        if request.method == "POST":
            self.held.append(self.file.read_text())
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


def test_a_call_that_lasts_as_long_as_the_budget_allows_is_ended(tmp_path: Path) -> None:
    limits = replace(profile(tmp_path).limits, call_minutes=1)
    guarded = Guarded(tmp_path, limits=limits)
    called = guarded.sends("POST", "/calls", call(LISTENS, actions=LONG)).json[0]["id"]
    guarded.world.clock.advance(50_000)
    assert guarded.sends("GET", f"/calls/{called}").json["status"] == "progressing"
    guarded.world.clock.advance(15_000)
    guarded.sends("GET", f"/calls/{called}")
    assert guarded.sends("GET", f"/calls/{called}").json["status"] == "hangup"
