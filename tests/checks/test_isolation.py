import pytest
from building import (
    CALLEE,
    NIL,
    SOURCE,
    ask,
    call,
    flow,
    found_by,
    get_call,
    number,
    page,
    post_call,
    post_flow,
    run,
    tel,
    uid,
)

MINE = post_call(call())


def isolation(*exchanges):
    return found_by("isolation", exchanges)


def wrong():
    return {"exchanges": [MINE, get_call(call("ringing"), account="other")]}


def right():
    refused = ask("GET /calls/{id}", {"message": "no"}, status=404, id=uid(1), account="other")
    return {"exchanges": [MINE, refused, get_call(call("ringing")), ask("GET /calls", page(), account="other")]}


@pytest.mark.parametrize("operation", ["POST /calls/{id}/hangup", "DELETE /calls/{id}"])
@pytest.mark.parametrize("status", [200, 409])
def test_a_strangers_call_is_neither_ended_nor_known(operation, status):
    assert isolation(MINE, ask(operation, call("ringing"), id=uid(1), status=status, account="other")) == [
        "isolation at status"
    ]


def test_a_strangers_call_is_not_listed():
    assert isolation(MINE, ask("GET /calls", page(call()), account="other")) == ["isolation at $.result[0]"]


def test_a_strangers_flow_is_not_run():
    body = {"source": tel("+15554444444"), "destinations": [tel(CALLEE)], "flow_id": uid(900)}
    run = post_call(call(number=2), body=body, account="other")
    assert isolation(post_flow(flow()), run) == ["isolation at status"]


def test_one_number_belongs_to_one_account():
    listed = [ask("GET /numbers", page(number(SOURCE)), account=account) for account in ("demo", "other")]
    assert isolation(*listed) == ["isolation at $.result[0]"]


def test_an_account_is_one_customer():
    mixed = page(number(SOURCE), number("+15559876543", 601, customer_id=uid(8)))
    assert isolation(ask("GET /numbers", mixed)) == ["isolation at $.result[1].customer_id"]


def test_a_strangers_flow_answers_for_no_number():
    flow_ids = {"call_flow_id": NIL, "message_flow_id": uid(900)}
    change = ask("PUT /numbers/{id}/flow_ids", number(SOURCE), id=uid(600), body=flow_ids, account="other")
    assert isolation(post_flow(flow()), change) == ["isolation at status"]


def test_an_account_that_is_shown_alone_is_the_customers_own():
    known = ask("GET /numbers", page(number(SOURCE)), edition="current")
    alone = ask("GET /billing_account", {"id": uid(400), "customer_id": uid(8)}, edition="current")
    found = [f"{one.kind} at {one.where}" for one in run([known, alone], "current") if one.check == "isolation"]
    assert found == ["isolation at $.customer_id"]
