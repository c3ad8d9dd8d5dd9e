from building import NIL, ask, call, found_by, get_call, page, tm, uid

SECRET = "a-very-secret-key"
KEY = {"id": uid(1), "customer_id": uid(9), "name": "key", "detail": "", "token": SECRET, "tm_create": tm(0)}


def wrong():
    return {
        "exchanges": [ask("GET /calls/{id}", {"message": f"no call for {SECRET}"}, status=404, id=uid(1))],
        "secrets": [SECRET],
    }


def right():
    return {"exchanges": [get_call(call(), query=f"token={SECRET}")], "secrets": [SECRET]}


def test_a_credential_that_was_sent_or_handed_out_is_known():
    echoing = ask("GET /calls", {"message": "token-from-login"}, status=404)
    for carrier in ({"query": "token=token-from-login"}, {"request_headers": (("Cookie", "token=token-from-login"),)}):
        known = ask("GET /calls", {"message": "token-from-login"}, status=404, **carrier)
        assert found_by("leak", [known]) == ["leak at $"]
    login = ask(
        "POST /auth/login", {"username": "u", "token": "token-from-login"}, body={"username": "u", "password": "p"}
    )
    assert found_by("leak", [login, echoing]) == ["leak at $"]
    header = get_call(call(), headers=(("Content-Type", "application/json"), ("X-Token", "token-from-login")))
    assert found_by("leak", [login, header]) == ["leak at X-Token"]


def test_an_access_key_shows_its_token_where_that_is_documented():
    assert found_by("leak", [ask("GET /accesskeys", page(KEY))], secrets=[SECRET]) == []
    listed = ask("GET /accesskeys", page(KEY), edition="current")
    assert "leak at $.result[0].token" in found_by("leak", [listed], "current", secrets=[SECRET])
    created = ask("POST /accesskeys", KEY, body={"name": "key"}, edition="current")
    assert found_by("leak", [created], "current") == []


def test_no_answer_has_a_password():
    assert found_by("leak", [ask("GET /numbers", page({"id": NIL, "password": "x"}))]) == [
        "leak at $.result[0].password"
    ]
