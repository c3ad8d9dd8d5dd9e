import pytest
from building import address, ask, call, found_by, get_call, post_call, tm, uid


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
