from building import ask, found_by, page

GOOD, BAD = ({"username": "demo", "password": word} for word in ("demo", "wrong"))
TOKEN = {"username": "demo", "token": "x" * 20}


def login(body, good):
    return ask("POST /auth/login", TOKEN if good else b"", status=200 if good else 400, body=body)


def wrong():
    return {"exchanges": [ask("GET /calls", page(), account=None)]}


def right():
    return {
        "exchanges": [ask("GET /calls", status=401, account=None), ask("GET /calls", page()), login(BAD, good=False)]
    }


def test_a_good_credential_is_good_everywhere():
    assert found_by("auth", [ask("GET /calls", status=401)]) == ["auth at status"]


def test_nobody_learns_what_is_there():
    assert found_by("auth", [ask("GET /calls/{id}", status=404, id="x", account=None)]) == ["auth at status"]


def test_a_user_has_one_password():
    assert found_by("auth", [login(GOOD, good=True), login(BAD, good=False), login(GOOD, good=True)]) == []
    assert found_by("auth", [login(GOOD, good=True), login(BAD, good=True)]) == ["auth at status"]
    assert found_by("auth", [login(GOOD, good=True), login(GOOD, good=False)]) == ["auth at status"]
    assert found_by("auth", [login(BAD, good=False), login(BAD, good=True)]) == ["auth at status"]
    assert found_by("auth", [ask("POST /auth/login", TOKEN, body={"username": "demo"})]) == ["auth at status"]
