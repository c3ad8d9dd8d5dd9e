import pytest
from building import TALK, address, ask, call, flow, found_by, get_call, post_call, tm, uid


def wrong():
    return {
        "exchanges": [get_call(call("ringing")), get_call(call("progressing", destination=address("+15550100011")))]
    }


def right():
    return {"exchanges": [get_call(call("ringing")), get_call(call("hangup"))]}


@pytest.mark.parametrize(
    "changed",
    [{"source": address("+15550100011")}, {"flow_id": uid(901)}, {"tm_create": tm(0.5)}, {"direction": "incoming"}],
)
def test_what_is_settled_never_changes(changed):
    found = found_by("identity", [get_call(call("ringing")), get_call(call("progressing", **changed))])
    assert found == [f"echo at $.{next(iter(changed))}"]


def test_an_answer_is_about_the_id_that_was_asked_for():
    assert found_by("identity", [ask("GET /calls/{id}", call(number=2), id=uid(1))]) == ["echo at $.id"]


def test_a_created_call_has_an_id_of_its_own():
    assert found_by("identity", [post_call(call()), post_call(call())]) == ["lifecycle at $[0].id"]


def test_an_id_is_always_written_alike():
    name = "aaaaaaaa-0000-4000-8000-000000000001"
    shown = [ask("GET /flows/{id}", flow(id=one), id=name) for one in (name, name.upper())]
    assert found_by("identity", shown) == ["echo at $.id"]


def test_the_actions_of_a_flow_keep_their_ids():
    first, second = flow(), flow(actions=[{**TALK[0], "id": uid(5)}])
    read = [ask("GET /flows/{id}", one, id=uid(900)) for one in (first, second)]
    body = {"name": "", "detail": "", "actions": TALK}
    change = ask("PUT /flows/{id}", second, id=uid(900), body=body, edition="current")
    assert found_by("identity", read) == ["echo at $.actions"]
    assert found_by("identity", [read[0], change, read[1]], "current") == []
