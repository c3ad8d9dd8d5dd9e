import pytest
from building import (
    CALLEE,
    NIL,
    SOURCE,
    TALK,
    address,
    ask,
    call,
    call_2021,
    flow,
    found_by,
    get_call,
    groupcall,
    number,
    numbered,
    page,
    post_call,
    post_flow,
    post_groupcall,
    talk,
    tel,
    uid,
)

BODY = {"source": {**tel(SOURCE), "name": "desk"}, "destinations": [tel(CALLEE)], "actions": TALK}


def wrong():
    return {"exchanges": [post_call(call(source=address("+15552222222")), body=BODY)]}


def right():
    named = {**address(SOURCE), "name": "desk"}
    return {"exchanges": [post_call(call(source=named), body=BODY), get_call(call("ringing", source=named))]}


def test_a_call_is_made_to_a_destination_that_was_asked_for():
    wrong_number = call(destination=address("+15550100011"))
    assert found_by("echo", [post_call(wrong_number, body={**BODY, "source": tel(SOURCE)})]) == [
        "echo at $[0].destination"
    ]


def test_a_call_of_2021_shows_as_much_of_an_address_as_it_has_room_for():
    body = {**BODY, "source": {**tel(SOURCE), "name": "desk", "target_name": "The desk"}}
    for name, kept in (("desk", True), ("desks", False)):
        shown = {**tel(SOURCE), "name": name}
        assert (found_by("echo", [post_call(call_2021(source=shown), body=body)]) == []) is kept
    assert found_by("echo", [post_call(call(source={**address(SOURCE), "name": "desk"}), body=body)]) != []


def test_a_call_runs_the_flow_that_was_asked_for_or_one_of_its_own():
    body = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "flow_id": uid(901)}
    assert found_by("echo", [post_call(call(), body=body)]) == ["echo at $[0].flow_id"]
    assert found_by("echo", [post_call(call(flow_id=uid(901)), body=body)]) == []
    assert found_by("echo", [post_call(call(flow_id=NIL))]) == ["echo at $[0].flow_id"]


@pytest.mark.parametrize(
    ("altered", "where"),
    [
        ({"name": "another"}, "name"),
        ({"actions": numbered([talk("Good evening.")])}, "actions[0].option.text"),
        ({"actions": numbered(TALK + TALK)}, "actions"),
        ({"actions": numbered([{"type": "hangup"}])}, "actions[0].type"),
    ],
)
def test_a_flow_is_answered_read_and_listed_as_it_was_written(altered, where):
    right, altered = flow(), flow(**altered)
    assert found_by("echo", [post_flow(altered, body={"name": "a flow", "detail": "", "actions": TALK})])[:1] == [
        f"echo at $.{where}"
    ]
    read = ask("GET /flows/{id}", altered, id=right["id"])
    assert f"echo at $.{where}" in found_by("echo", [post_flow(right), read])
    assert f"echo at $.result[0].{where}" in found_by("echo", [post_flow(right), ask("GET /flows", page(altered))])


def test_what_the_platform_adds_is_no_difference():
    body = {"name": "a flow", "detail": "", "actions": [{**talk(), "mood": "good", "id": uid(800).upper()}]}
    assert found_by("echo", [post_flow(flow(), body=body)]) == []


def test_a_number_keeps_its_flows_until_they_are_changed():
    ids = [{"call_flow_id": uid(flow_id), "message_flow_id": ""} for flow_id in (901, 902)]
    change = [
        ask("PUT /numbers/{id}/flow_ids", number(call_flow_id=one["call_flow_id"]), body=one, id=uid(600))
        for one in ids
    ]
    read = ask("GET /numbers/{id}", number(call_flow_id=uid(901)), id=uid(600))
    assert found_by("echo", [change[0], read, change[1]]) == []
    assert found_by("echo", [*change, read]) == ["echo at $.call_flow_id"]


def test_a_groupcall_shows_its_source_and_its_destinations_in_order():
    assert found_by("echo", [post_groupcall(groupcall(1, 2))]) == []
    other = groupcall(1, 2, source=address("+15559876543"))
    assert found_by("echo", [post_groupcall(other)]) == ["echo at $.source.target"]


def test_what_was_created_is_there_until_it_is_deleted():
    gone = ask("GET /flows/{id}", {"message": "no"}, status=404, id=uid(900))
    assert found_by("echo", [post_flow(flow()), gone]) == ["echo at status"]
    assert found_by("echo", [post_flow(flow()), ask("DELETE /flows/{id}", flow(), id=uid(900)), gone]) == []
    assert found_by("echo", [gone]) == []


def test_a_login_names_the_user_who_signed_on():
    body = {"username": "demo", "password": "demo"}
    answers = [{"username": name, "token": "t"} for name in ("demo", "admin")]
    found = [found_by("echo", [ask("POST /auth/login", one, body=body, account=None)]) for one in answers]
    assert found == [[], ["echo at $.username"]]


def test_what_says_no_is_not_read_back_as_yes():
    never = {"type": "goto", "id": uid(3), "option": {"target_id": uid(3), "loop_count": 0}}
    often = {**never, "option": {**never["option"], "loop_count": 5}}
    posted = {"name": "a flow", "detail": "", "actions": [never]}
    assert found_by("echo", [post_flow(flow(actions=[never]), body=posted)]) == []
    assert found_by("echo", [post_flow(flow(actions=[often]), body=posted)]) == [
        "echo at $.actions[0].option.loop_count"
    ]
