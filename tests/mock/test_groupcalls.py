"""Groupcalls: several destinations called as one."""

from itertools import pairwise

import pytest

NIL = "00000000-0000-0000-0000-000000000000"


def ring(api, make, *numbers, **more):
    body = make.call_body("") | {"destinations": [make.tel(number) for number in numbers]} | more
    return api.post("/groupcalls", body)


def calls_of(api, groupcall):
    return [api.get(f"/calls/{call_id}") for call_id in api.get(f"/groupcalls/{groupcall['id']}")["call_ids"]]


def test_all_ring_and_one_answer_ends_the_others(api, make):
    slow, fast, mute = api.callee(ring_ms=5000), api.callee(ring_ms=1000), api.callee(outcome="no_answer")
    groupcall = ring(api, make, slow, fast, mute)
    assert len(groupcall["call_ids"]) == 3
    assert (groupcall["answer_call_id"], groupcall["ring_method"], groupcall["tm_update"][:4]) == (NIL, "", "9999")
    assert [call["destination"]["target"] for call in calls_of(api, groupcall)] == [slow, fast, mute]
    api.advance(500)
    assert {call["status"] for call in calls_of(api, groupcall)} == {"ringing"}
    api.advance(700)
    assert [call["status"] for call in calls_of(api, groupcall)] == ["hangup", "progressing", "hangup"]
    api.run()
    first, second, third = calls_of(api, groupcall)
    assert (first["hangup_by"], first["hangup_reason"]) == ("local", "cancel")
    assert (third["hangup_by"], third["hangup_reason"]) == ("local", "cancel")
    assert (second["hangup_by"], second["hangup_reason"]) == ("local", "normal")
    assert api.get(f"/groupcalls/{groupcall['id']}")["answer_call_id"] == second["id"]
    assert [api.prompts(call["id"]) for call in (first, second, third)] == [[], ["hello there"], []]


def test_linear_rings_one_after_the_other(current, make):
    numbers = ("+15550100011", "+15550100013", "+15550100010", "+15550100001")
    groupcall = ring(current, make, *numbers, ring_method="linear", answer_method="hangup_others")
    assert len(groupcall["call_ids"]) == 1
    current.run()
    calls = calls_of(current, groupcall)
    assert [call["destination"]["target"] for call in calls] == list(numbers[:3])
    assert [call["hangup_reason"] for call in calls] == ["busy", "noanswer", "normal"]
    assert all(later["tm_create"] >= earlier["tm_hangup"] for earlier, later in pairwise(calls))
    assert current.get(f"/groupcalls/{groupcall['id']}")["status"] == "hangup"
    assert {call["groupcall_id"] for call in calls} == {groupcall["id"]}


def test_a_groupcall_that_nobody_answers_is_over(current, make):
    groupcall = ring(current, make, "+15550100011", "+15550100014", ring_method="ring_all", answer_method="")
    assert groupcall["status"] == "progressing"
    assert groupcall["call_count"] == 2
    current.run()
    found = current.get(f"/groupcalls/{groupcall['id']}")
    assert (found["status"], found["answer_call_id"]) == ("hangup", NIL)
    assert "call_count" not in found


def test_hanging_up_a_groupcall_ends_all_its_calls(current, make):
    groupcall = ring(current, make, "+15550100012", "+15550100012", ring_method="ring_all", answer_method="")
    current.advance(1000)
    assert current.post(f"/groupcalls/{groupcall['id']}/hangup")["status"] == "hangingup"
    assert current.send("POST", f"/groupcalls/{groupcall['id']}/hangup").status_code == 409
    assert current.send("DELETE", f"/groupcalls/{groupcall['id']}").status_code == 409
    current.run()
    assert [(c["hangup_by"], c["hangup_reason"]) for c in calls_of(current, groupcall)] == [("local", "cancel")] * 2
    assert current.send("DELETE", f"/groupcalls/{groupcall['id']}").status_code == 200
    assert current.send("GET", f"/groupcalls/{groupcall['id']}").status_code == 404
    assert len(current.get("/calls")["result"]) == 2


def test_hanging_up_a_linear_groupcall_dials_nobody_else(current, make):
    groupcall = ring(current, make, "+15550100012", "+15550100010", ring_method="linear", answer_method="hangup_others")
    current.advance(1000)
    current.post(f"/groupcalls/{groupcall['id']}/hangup")
    current.run()
    assert len(calls_of(current, groupcall)) == 1


@pytest.mark.parametrize("member", ["ring_method", "answer_method"])
def test_the_methods_are_required_in_current_only(api, current, make, member):
    methods = {"ring_method": "ring_all", "answer_method": "hangup_others"}
    body = make.call_body("+15550100010") | {name: value for name, value in methods.items() if name != member}
    assert api.send("POST", "/groupcalls", json=body).status_code == 200
    assert current.send("POST", "/groupcalls", json=body).status_code == 400
    for some in (api, current):
        assert some.send("POST", "/groupcalls", json=body | {member: "whatever"}).status_code == 400


def test_an_extension_is_a_groupcall_in_current_and_a_call_in_the_tutorial(api, current, make):
    extension = {"type": "extension", "target_name": "1000"}
    body = make.call_body("") | {"destinations": [extension, make.tel("+15550100010")]}
    created = current.post("/calls", body)
    assert len(created["calls"]) == len(created["groupcalls"]) == 1
    assert created["groupcalls"][0]["destinations"] == [extension]
    assert len(created["groupcalls"][0]["call_ids"]) == 1
    assert len(api.post("/calls", body)) == 2
