from building import CALLEE, SOURCE, TALK, ask, balance, call, found_by, post_call, tel

BODY = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": TALK}


def billing(*exchanges, **settings):
    return found_by("billing", exchanges, **settings)


def refused(status):
    return ask("POST /calls", {"message": "no"}, body=BODY, status=status)


def wrong():
    return {"exchanges": [balance(1_000_000), post_call(call()), balance(980_000)]}


def right():
    second = post_call(call(number=2))
    return {
        "exchanges": [
            balance(20_000),
            post_call(call()),
            balance(10_000),
            refused(400),
            balance(10_000),
            second,
            refused(402),
        ]
    }


def test_a_call_is_not_free_and_not_paid_again_later():
    assert billing(balance(1_000_000), post_call(call()), balance(1_000_000)) == ["billing at $.balance_credit"]
    assert billing(balance(1_000_000), post_call(call()), balance(990_000), balance(980_000)) == [
        "billing at $.balance_credit"
    ]


def test_a_refused_call_costs_nothing():
    assert billing(balance(1_000_000), refused(400), balance(990_000)) == ["billing at $.balance_credit"]


def test_who_has_no_money_is_refused_and_who_has_is_not():
    assert billing(balance(0), post_call(call())) == ["billing at status"]
    assert billing(balance(1_000_000), refused(402)) == ["billing at status"]
    assert billing(balance(10_000), post_call(call()), refused(402)) == []


def test_prices_of_a_live_platform_are_unknown():
    assert billing(balance(9_000_000), post_call(call()), balance(8_123_456), live=True) == []
    assert billing(balance(1_000), refused(402), live=True) == []
    assert billing(balance(9_000_000), refused(402), live=True) == ["billing at status"]


def test_what_a_flow_dials_on_its_own_is_not_guessed():
    connect = {"type": "connect", "option": {"destinations": [tel(CALLEE)]}}
    dialled = post_call(call(), body={**BODY, "actions": [connect]})
    assert billing(balance(1_000_000), dialled, balance(980_000)) == []
