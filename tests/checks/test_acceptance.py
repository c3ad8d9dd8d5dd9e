import pytest
from building import CALLEE, SOURCE, TALK, ask, call, flow, found_by, number, page, post_call, post_flow, tel, uid

GOOD = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": TALK}


def accepted(**changed):
    return found_by("acceptance", [post_call(call(), body={**GOOD, **changed})])


def wrong():
    return {"exchanges": [post_call(call(), body={**GOOD, "actions": [{**TALK[0], "option": {"language": "en-US"}}]})]}


def right():
    refused = ask("POST /calls", {"message": "no"}, status=400, body={**GOOD, "source": tel("1-555")})
    return {"exchanges": [post_call(call(), body=GOOD), refused]}


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"source": tel("555-1234")}, "$.source.target"),
        ({"destinations": [tel("1")]}, "$.destinations[0].target"),
        ({"destinations": []}, "$.destinations"),
        ({"actions": [{"type": "dance"}]}, "$.actions[0].type"),
        (
            {"actions": [{"type": "goto", "option": {"target_id": uid(1), "loop_count": 1}}]},
            "$.actions[0].option.target_id",
        ),
    ],
)
def test_a_broken_rule_is_named(changed, where):
    assert accepted(**changed) == [f"accepted-invalid at {where}"]


def test_the_actions_do_not_count_beside_a_flow():
    assert accepted(flow_id=uid(900), actions=[{"type": "dance"}]) == []


def test_a_body_is_json():
    for body in (b"{", b"", b"\xff"):
        assert found_by("acceptance", [ask("POST /flows", flow(), body=body)]) == ["accepted-invalid at $"]
    assert found_by("acceptance", [ask("POST /flows", flow(), body=b'{"name": "a", "name": "b"}')]) == []


def test_parameters_have_their_types():
    assert found_by("acceptance", [ask("GET /calls/{id}", call(), id="7")]) == ["accepted-invalid at path"]
    assert found_by("acceptance", [ask("GET /calls", page(), query="page_size=ten")]) == [
        "accepted-invalid at page_size"
    ]
    assert found_by("acceptance", [ask("GET /calls", page(), query="page_size=-1")]) == []


def test_a_source_is_owned():
    owned = ask("GET /numbers", page(number(SOURCE)))
    stranger = post_call(call(), body={**GOOD, "source": tel("+15554444444")})
    assert found_by("acceptance", [owned, post_call(call(), body=GOOD)]) == []
    assert found_by("acceptance", [owned, stranger]) == ["accepted-invalid at $.source.target"]
    assert found_by("acceptance", [stranger]) == []


def test_a_flow_is_there():
    run = post_call(call(), body={**GOOD, "flow_id": uid(900)})
    deleted = [post_flow(flow()), ask("DELETE /flows/{id}", flow(), id=uid(900))]
    assert found_by("acceptance", [post_flow(flow()), run]) == []
    assert found_by("acceptance", [*deleted, run]) == ["accepted-invalid at $.flow_id"]
    assert found_by("acceptance", [ask("GET /flows", page()), run]) == ["accepted-invalid at $.flow_id"]
    assert found_by("acceptance", [run]) == []
