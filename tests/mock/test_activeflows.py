"""Runs of a flow, with a call and without one."""

import pytest

NIL = "00000000-0000-0000-0000-000000000000"


def test_a_flow_runs_without_a_call(current, make):
    connect = {"type": "connect", "option": {"destinations": [make.tel("+15550100010")]}}
    actions = [make.talk("to nobody"), connect, {"type": "hangup"}]
    started = current.post("/activeflows", {"actions": actions, "variables": {"a": "b"}})
    assert (started["status"], started["reference_type"], started["reference_id"]) == ("running", "api", NIL)
    assert started["current_action"]["type"] == "talk"
    assert started["current_action"]["id"] == started["executed_actions"][0]["id"]
    current.run()
    ended = current.get(f"/activeflows/{started['id']}")
    assert [entry["type"] for entry in ended["executed_actions"]] == ["talk", "connect", "hangup"]
    assert ended["executed_actions"][1]["tm_execute"] == "2026-01-01T00:00:00.540000Z"
    assert ended["status"] == "ended"
    assert "current_action" not in ended
    assert current.get("/calls")["result"] == []


def test_an_activeflow_is_stopped_and_deleted(current, api, make):
    own_id = "99999999-9999-4999-8999-999999999999"
    body = {"id": own_id, "actions": [make.talk("x" * 1000)], "webhook_uri": "https://example.com/x"}
    started = current.post("/activeflows", body)
    assert started["id"] == own_id
    assert started["webhook_uri"] == "https://example.com/x"
    assert current.send("POST", "/activeflows", json=body).status_code == 400
    assert current.post(f"/activeflows/{own_id}/stop")["status"] == "ended"
    assert current.send("POST", f"/activeflows/{own_id}/stop").status_code == 409
    assert current.mock.clock.next_due_ms() is None
    deleted = current.send("DELETE", f"/activeflows/{own_id}")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert current.send("GET", f"/activeflows/{own_id}").status_code == 404
    assert api.send("POST", f"/activeflows/{own_id}/stop").status_code == 404


def test_stopping_the_activeflow_of_a_call_ends_the_call(current, make):
    call = current.call("+15550100010", make.talk("x" * 1000))
    current.advance(3000)
    assert current.post(f"/activeflows/{call['activeflow_id']}/stop")["status"] == "ended"
    current.run()
    assert current.ended(call["id"]) == ("local", "normal")


@pytest.mark.parametrize("uri", ["example.com", "ftp://example.com", "http://", "http:///x", 1])
def test_a_webhook_that_is_no_address_is_400(current, uri):
    assert current.send("POST", "/activeflows", json={"actions": [], "webhook_uri": uri}).status_code == 400


@pytest.mark.parametrize(
    "variables", [{f"v{n}": "" for n in range(101)}, {"v": "x" * 32769}, {"a": "x" * 32768, "b": "x" * 32768}]
)
def test_too_many_variables_are_400(current, variables):
    assert current.send("POST", "/activeflows", json={"actions": [], "variables": variables}).status_code == 400
