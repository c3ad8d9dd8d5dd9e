import pytest
from building import CALLEE, SOURCE, ask, call, flow, found_by, get_call, number, page, post_call, post_flow, tel, uid

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
