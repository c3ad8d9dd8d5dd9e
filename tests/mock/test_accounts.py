"""Credentials, and that one customer sees nothing of another."""

import pytest

from voipbin_mock.operations import operations

ID = "11111111-2222-4333-8444-555555555555"
CLOSED = sorted({op.name for edition in ("tutorial", "current") for op in operations(edition) if not op.open})


def log_in(api, name="demo", password=None):
    return api.send("POST", "/auth/login", None, json={"username": name, "password": password or name})


def test_login_gives_a_token_in_the_body_and_as_a_cookie(api):
    answer = log_in(api)
    assert answer.status_code == 200
    assert set(answer.json()) == {"username", "token"}
    assert answer.json()["username"] == "demo"
    assert answer.cookies["token"] == answer.json()["token"]


@pytest.mark.parametrize(
    "body", [{}, {"username": "demo"}, {"username": "demo", "password": "wrong"}, {"username": [], "password": {}}, []]
)
def test_bad_credentials_are_a_bare_400(api, body):
    answer = api.send("POST", "/auth/login", None, json=body)
    assert (answer.status_code, answer.content) == (400, b"")


def test_a_body_that_is_no_json_is_a_bare_400(api):
    answer = api.send("POST", "/auth/login", None, content=b"username=demo")
    assert (answer.status_code, answer.content) == (400, b"")


@pytest.mark.parametrize(
    "carry",
    [
        lambda token: {"params": {"token": token}},
        lambda token: {"headers": {"Cookie": f"other=1; token={token}"}},
        lambda token: {"headers": {"Authorization": f"Bearer {token}"}},
        lambda token: {"headers": {"Authorization": f"bearer  {token}"}},
    ],
)
def test_every_way_to_carry_a_token(api, carry):
    token = log_in(api).json()["token"]
    api._http.cookies.clear()
    assert api.send("GET", "/calls", None, **carry(token)).status_code == 200
    assert api.send("GET", "/calls", None, **carry(token + "x")).status_code == 401
    api.advance(7 * 24 * 3600 * 1000)
    assert api.send("GET", "/calls", None, **carry(token)).status_code == 401


def test_the_first_credential_counts(api):
    token = log_in(api).json()["token"]
    bad = {"params": {"token": "bad"}, "headers": {"Authorization": f"Bearer {token}"}}
    assert api.send("GET", "/calls", None, **bad).status_code == 401


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Basic ZGVtbzpkZW1v"}, {"Authorization": ""}, {"Cookie": "token"}]
)
def test_anything_else_is_no_credential(api, headers):
    assert api.send("GET", "/calls", None, headers=headers).status_code == 401


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("credential", [{}, {"token": "bad"}, {"accesskey": "bad"}, {"accesskey": ""}])
def test_every_operation_is_closed(make_api, name, credential):
    api = make_api(edition="current" if name not in {op.name for op in operations("tutorial")} else "tutorial")
    method, path = name.split(" ")
    for known in (ID, "no-uuid"):
        assert api.send(method, path.replace("{id}", known), None, params=credential).status_code == 401


@pytest.mark.parametrize("edition", ["tutorial", "current"])
def test_one_customer_sees_nothing_of_another(make_api, make, edition):
    api = make_api(edition=edition)
    methods = {"ring_method": "ring_all", "answer_method": "hangup_others"}
    call = api.call("+15550100010")
    groupcall = api.post("/groupcalls", make.call_body("+15550100010", **methods))
    flow = api.post("/flows", {"name": "", "detail": "", "actions": []})
    ids = {
        "calls": call["id"],
        "groupcalls": groupcall["id"],
        "flows": flow["id"],
        "numbers": api.get("/numbers")["result"][0]["id"],
        "activeflows": api.get("/activeflows")["result"][0]["id"],
        "accesskeys": api.get("/accesskeys")["result"][0]["id"],
    }
    before = {kind: api.get(f"/{kind}") for kind in ids}
    for operation in operations(edition):
        kind = operation.path.split("/")[1]
        if "{id}" in operation.path:
            body = {"name": "", "detail": "", "actions": [], "call_flow_id": ID, "message_flow_id": ID}
            path = operation.path.replace("{id}", ids[kind])
            answer = api.send(operation.method, path, "other", **({"json": body} if operation.takes_body else {}))
            assert answer.status_code == 404, operation.name
    for kind, theirs in ids.items():
        assert theirs not in api.send("GET", f"/{kind}", "other").text
        assert api.get(f"/{kind}") == before[kind]
    assert api.send("GET", f"/flows/{call['flow_id']}", "other").status_code == 404
    flow_ids = {"call_flow_id": flow["id"], "message_flow_id": flow["id"]}
    number = api.get("/numbers", "other")["result"][0]["id"]
    assert api.send("PUT", f"/numbers/{number}/flow_ids", "other", json=flow_ids).status_code == 404


def test_what_each_account_owns(api):
    owned = {name: [n["number"] for n in api.get("/numbers", name)["result"]] for name in ("demo", "other", "empty")}
    assert owned == {
        "demo": ["+15552222222", "+15559876543", "+15551234567"],
        "other": ["+15554444444"],
        "empty": ["+15553333333"],
    }
    assert api.get("/billing-accounts", "empty")["result"][0]["balance_credit"] == 0


def test_the_list_of_access_keys_shows_tokens_in_the_tutorial_only(api, current):
    (key,) = api.get("/accesskeys")["result"]
    assert key["token"] == "demo-access-key"
    (key,) = current.get("/accesskeys")["result"]
    assert "token" not in key
    assert "demo-access-key".startswith(key["token_prefix"])


def test_an_access_key_is_made_shown_once_and_unmade(current):
    made = current.post("/accesskeys", {"name": "ci", "detail": "", "expire": 60})
    signed = {"params": {"accesskey": made["token"]}}
    assert current.send("GET", "/calls", None, **signed).status_code == 200
    assert "token" not in current.get(f"/accesskeys/{made['id']}")
    current.advance(60_000)
    assert current.send("GET", "/calls", None, **signed).status_code == 401
    made = current.post("/accesskeys", {"name": "ci"})
    assert current.send("DELETE", f"/accesskeys/{made['id']}").status_code == 200
    assert current.send("GET", "/calls", None, params={"accesskey": made["token"]}).status_code == 401
    assert current.send("GET", f"/accesskeys/{made['id']}").status_code == 404


def test_tokens_do_not_grow_without_bound(api, monkeypatch):
    monkeypatch.setattr("voipbin_mock.accounts.MOST_TOKENS", 2)
    first, *_, last = [log_in(api).json()["token"] for _ in range(3)]
    api._http.cookies.clear()
    assert api.send("GET", "/calls", None, params={"token": first}).status_code == 401
    assert api.send("GET", "/calls", None, params={"token": last}).status_code == 200
