from building import ask, found_by, page

NO = ask("GET /numbers", {"message": "slow down"}, status=429, headers=(("Retry-After", "1"),))


def several(count):
    return [ask("GET /numbers", page()) for _ in range(count)]


def wrong():
    return {"exchanges": [*several(5), NO]}


def right():
    return {"exchanges": [*several(40), NO]}


def test_on_a_live_account_others_may_have_hurried():
    assert found_by("throttling", [NO], live=True) == []
