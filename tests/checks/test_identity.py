import pytest
from building import TALK, address, ask, call, flow, found_by, get_call, post_call, rfc, tm, uid


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


def activeflow(**members):
    return {"id": uid(700), "flow_id": uid(900), "reference_type": "api", "tm_create": rfc(0), **members}


def run(shown, **body):
    return ask("POST /activeflows", shown, body={"flow_id": uid(900), **body}, edition="current")


def test_an_id_that_the_request_gives_may_be_one_of_what_was_deleted():
    gone = ask("DELETE /activeflows/{id}", activeflow(), id=uid(700), edition="current")
    again = activeflow(flow_id=uid(901), tm_create=rfc(5))
    read = ask("GET /activeflows/{id}", again, id=uid(700), edition="current")
    taken, given = run(again, id=uid(700).upper()), run(again)
    assert found_by("identity", [run(activeflow()), gone, taken, read], "current") == []
    assert found_by("deleted", [run(activeflow()), gone, taken, read], "current") == []
    assert found_by("identity", [run(activeflow()), gone, given], "current") == ["lifecycle at $.id"]
    assert found_by("identity", [run(activeflow()), taken], "current") == ["lifecycle at $.id"]
