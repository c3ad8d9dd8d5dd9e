import pytest
from building import CALLEE, MENU, SOURCE, TALK, ask, flow, found_by, number, page, post_flow, tel, uid

OWNED = ask("GET /numbers", page(number(SOURCE)))
GOOD = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": MENU}


def refused(operation="POST /calls", body=None, status=400, **more):
    return ask(operation, {"message": "no"}, body=body, status=status, **more)


def wrong():
    return {"exchanges": [OWNED, refused(body=GOOD)]}


def right():
    return {"exchanges": [OWNED, refused(body={**GOOD, "destinations": [tel("1")]}), refused(body=GOOD, status=402)]}


@pytest.mark.parametrize(
    "changed",
    [
        {"source": tel("+15554444444")},
        {"destinations": [{"type": "agent", "target": "x"}]},
        {"actions": [*MENU, MENU[0]]},
        {"actions": []},
        {"flow_id": uid(900)},
        {"mood": "good"},
    ],
)
def test_where_something_can_be_said_against_it_nothing_is_found(changed):
    assert found_by("rejection", [OWNED, refused(body={**GOOD, **changed})]) == []


def test_a_flow_that_is_there_can_be_run():
    run = refused(body={"source": tel(SOURCE), "destinations": [tel(CALLEE)], "flow_id": uid(900)}, status=404)
    assert found_by("rejection", [OWNED, post_flow(flow()), run]) == ["rejected-valid at status"]
    assert found_by("rejection", [OWNED, run]) == []


def test_a_valid_flow_is_taken():
    assert found_by("rejection", [refused("POST /flows", {"name": "", "detail": "", "actions": TALK})]) == [
        "rejected-valid at status"
    ]


def test_good_parameters_are_taken():
    assert found_by("rejection", [refused("GET /calls", query="page_size=1000")]) == ["rejected-valid at status"]
    assert found_by("rejection", [refused("GET /calls", query="page_size=ten")]) == []
    assert found_by("rejection", [refused("GET /calls/{id}", id=uid(1))]) == ["rejected-valid at status"]
    assert found_by("rejection", [refused("GET /calls/{id}", id="7")]) == []
