"""What is refused, with which status, and that a refused request leaves no trace."""

import json

import pytest

MISSING_FLOW = "11111111-2222-4333-8444-555555555555"
ACTION = "00000001-0000-4000-8000-000000000000"


def action(kind, **option):
    return {"type": kind, "option": option}


WRONG_ACTIONS = {
    "unknown type": action("dance"),
    "no type": {"option": {}},
    "type is no text": {"type": 1},
    "no object": "talk",
    "null": None,
    "id is no UUID": {"id": "first", **action("talk", text="a", language="en-US")},
    "option is null": {"type": "hangup", "option": None},
    "option is no object": {"type": "talk", "option": []},
    "talk without text": action("talk", language="en-US"),
    "talk without language": action("talk", text="a"),
    "talk without option": {"type": "talk"},
    "text is null": action("talk", text=None, language="en-US"),
    "play of nothing": action("play", stream_urls=[]),
    "play of a number": action("play", stream_urls=[1]),
    "connect to nobody": action("connect", destinations=[]),
    "connect without destinations": action("connect"),
    "connect to a local number": action("connect", destinations=[{"type": "tel", "target": "0101234567"}]),
    "connect from somebody else": action(
        "connect",
        source={"type": "tel", "target": "+15554444444"},
        destinations=[{"type": "tel", "target": "+15550100010"}],
    ),
    "digits for nothing": action("digits_receive", duration=0, length=1),
    "no digits": action("digits_receive", duration=1000, length=0),
    "digits without time": action("digits_receive", length=1),
    "a time that is true": action("digits_receive", duration=True, length=1),
    "half a digit": action("digits_receive", duration=1000, length=1.5),
    "branch to nowhere": action("branch", default_target_id=MISSING_FLOW, target_ids={}),
    "branch without a default": action("branch", target_ids={}),
    "branch by a list": action("branch", default_target_id=ACTION, target_ids=[]),
    "branch of a digit to nowhere": action("branch", default_target_id=ACTION, target_ids={"1": MISSING_FLOW}),
    "goto nowhere": action("goto", target_id=MISSING_FLOW, loop_count=1),
    "goto without a count": action("goto", target_id=ACTION),
    "goto a negative count": action("goto", target_id=ACTION, loop_count=-1),
    "sleep backwards": action("sleep", duration=-1),
    "sleep without time": {"type": "sleep"},
    "tones of letters": action("dtmf_send", dtmfs="12E"),
    "no tones": action("dtmf_send", dtmfs=""),
    "too many tones": action("dtmf_send", dtmfs="1" * 101),
    "a negative tone": action("dtmf_send", dtmfs="1", duration=-1),
    "today's word": action("digits_send", digits="1"),
}

RIGHT = {"id": ACTION, **action("talk", text="a", language="en-US")}
E164 = ["555-123-4567", "0101234567", "+0101234567", "15550100010", "+1 555 0100010", "+1555", "+1234567890123456", ""]


def post_all(api, make, wrong):
    body = make.call_body("+15550100010") | wrong
    for path in ("/calls", "/groupcalls"):
        yield api.send("POST", path, json=body)


def untouched(api):
    """Return all that a request could have changed."""
    paths = ("/calls", "/groupcalls", "/flows", "/activeflows", "/numbers", "/billing-accounts")
    return [api.get(path) for path in paths], api.mock.ids._random.getstate(), api.mock.clock.next_due_ms()


@pytest.fixture
def unchanged(api):
    before = untouched(api)
    yield
    assert untouched(api) == before


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", WRONG_ACTIONS)
def test_a_wrong_action_is_400_with_a_useful_message(api, make, name):
    actions = [RIGHT, WRONG_ACTIONS[name]]
    for answer in post_all(api, make, {"actions": actions}):
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("actions[1]")
    flow = {"name": "n", "detail": "", "actions": actions}
    assert api.send("POST", "/flows", json=flow).status_code == 400


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("number", E164)
def test_what_is_not_e164_is_400(api, make, number):
    for wrong in ({"source": make.tel(number)}, {"destinations": [make.tel("+15550100010"), make.tel(number)]}):
        assert [answer.status_code for answer in post_all(api, make, wrong)] == [400, 400]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("number", ["+15554444444", "+15553333333", "+15550100010", "+15557777777"])
def test_a_source_that_the_account_does_not_own_is_400(api, make, number):
    assert [answer.status_code for answer in post_all(api, make, {"source": make.tel(number)})] == [400, 400]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "wrong",
    [
        {"source": None},
        {"source": "+15551234567"},
        {"source": {"type": "sip", "target": "demo@sip"}},
        {"source": {"target": "+15551234567"}},
        {"source": {"type": "tel"}},
        {"source": {"type": "tel", "target": "+15551234567", "name": 1}},
        {"destinations": None},
        {"destinations": []},
        {"destinations": {}},
        {"destinations": [{"type": "fax", "target": "+15550100010"}]},
        {"destinations": [{"type": 7, "target": "+15550100010"}]},
        {"destinations": [{"type": "tel", "target": 15550100010}]},
        {"actions": None},
        {"actions": {}},
        {"actions": "talk"},
        {"flow_id": "first"},
        {"flow_id": None},
        {"variables": {"a": 1}},
        {"variables": []},
    ],
)
def test_a_broken_rule_of_the_request_is_400(api, make, wrong):
    assert [answer.status_code for answer in post_all(api, make, wrong)] == [400, 400]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("member", ["source", "destinations", "actions"])
def test_a_missing_member_is_400(api, make, member):
    body = make.call_body("+15550100010")
    del body[member]
    assert api.send("POST", "/calls", json=body).status_code == 400


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("member", ["name", "detail", "actions"])
def test_a_flow_needs_all_its_members(api, member):
    body = {"name": "n", "detail": "d", "actions": []}
    for wrong in ({k: v for k, v in body.items() if k != member}, {**body, member: 1}):
        assert api.send("POST", "/flows", json=wrong).status_code == 400


@pytest.mark.usefixtures("unchanged")
def test_a_flow_that_is_not_there_or_is_another_customer_s_is_404(api, make):
    theirs = api.post("/flows", {"name": "theirs", "detail": "", "actions": []}, "other")["id"]
    before = untouched(api)
    for flow_id in (MISSING_FLOW, theirs):
        for answer in post_all(api, make, {"flow_id": flow_id}):
            assert answer.status_code == 404
    assert untouched(api) == before
    api.post("/_mock/reset", {"seed": 0})


@pytest.mark.usefixtures("unchanged")
def test_the_request_is_looked_at_before_the_flow_and_the_flow_before_the_money(api, make):
    body = make.call_body("555", flow_id=MISSING_FLOW) | {"source": make.tel("+15553333333")}
    assert api.send("POST", "/calls", "empty", json=body).status_code == 400
    body["destinations"] = [make.tel("+15550100010")]
    assert api.send("POST", "/calls", "empty", json=body).status_code == 404
    del body["flow_id"]
    assert api.send("POST", "/calls", "empty", json=body | {"actions": []}).status_code == 402


@pytest.mark.parametrize("path", ["/calls", "/groupcalls"])
def test_an_empty_account_is_402_and_nothing_is_made(api, make, path):
    body = make.call_body("+15550100010") | {"source": make.tel("+15553333333")}
    assert api.send("POST", path, "empty", json=body).status_code == 402
    for listed in ("/calls", "/groupcalls", "/activeflows", "/flows"):
        assert api.get(listed, "empty")["result"] == []


@pytest.mark.parametrize(("legs", "status"), [(3, 200), (4, 402)])
def test_the_balance_must_cover_every_leg(api, make, legs, status):
    customer = next(iter(api.mock.accounts.customers.values()))
    customer.balance = 3 * 10_000
    body = make.call_body("") | {"destinations": [make.tel("+15550100010")] * legs}
    assert api.send("POST", "/calls", json=body).status_code == status
    assert customer.balance == (0 if status == 200 else 30_000)


def test_a_leg_is_paid_once(api, make):
    def balance():
        return api.get("/billing-accounts")["result"][0]["balance_credit"]

    before = balance()
    connect = action("connect", destinations=[make.tel("+15550100011"), make.tel("+15550100015")])
    call = api.call("+15550100010", connect)
    assert balance() == before - 10_000
    api.run()
    assert balance() == before - 30_000
    api.send("DELETE", f"/calls/{call['id']}")
    assert balance() == before - 30_000


def test_connect_dials_nobody_without_money(api, make):
    customer = next(iter(api.mock.accounts.customers.values()))
    customer.balance = 10_000
    call = api.call("+15550100010", action("connect", destinations=[make.tel("+15550100015")]), make.talk("poor"))
    api.run()
    assert api.prompts(call["id"]) == ["poor"]
    assert api.get(f"/calls/{call['id']}")["chained_call_ids"] == []


def test_too_many_calls_at_once_are_429(api, make, monkeypatch):
    monkeypatch.setattr("voipbin_mock.store.MOST_RECORDS", 3)
    calls = [api.call("+15550100010") for _ in range(3)]
    refused = api.send("POST", "/calls", json=make.call_body("+15550100010"))
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    api.run()
    newest = api.call("+15550100010")
    assert [call["id"] for call in api.get("/calls")["result"]] == [newest["id"], calls[2]["id"], calls[1]["id"]]
    assert api.send("GET", f"/calls/{calls[0]['id']}").status_code == 404
    assert api.send("GET", f"/_mock/calls/{calls[0]['id']}/trace").status_code == 404


def test_unknown_members_are_ignored(api, make):
    body = make.call_body("+15550100010", whatever={"a": [1]})
    assert api.send("POST", "/calls", json=body).status_code == 200


def test_flow_id_wins_over_actions(api, make):
    flow = api.post("/flows", {"name": "n", "detail": "", "actions": [make.talk("kept")]})
    call = api.call("+15550100010", flow_id=flow["id"], actions=[make.talk("ignored")])
    assert call["flow_id"] == flow["id"]
    api.run()
    assert api.prompts(call["id"]) == ["kept"]


# bodies


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"text"',
        b"{",
        b"\xff\xfe{\x00}\x00",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 70 + b"1" + b"}" * 70,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b"\xef\xbb\xbf{}",
        b"{'a': 1}",
    ],
)
@pytest.mark.parametrize("path", ["/calls", "/groupcalls", "/flows", "/activeflows"])
def test_what_is_no_json_object_is_400(api, raw, path):
    answer = api.send("POST", path, content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=x"])
def test_any_content_type_will_do(api, make, kind):
    raw = json.dumps(make.call_body("+15550100010")).encode()
    assert api.send("POST", "/calls", content=raw, headers={"Content-Type": kind}).status_code == 200


def test_odd_texts_come_back_as_they_went(api):
    name = "\x00 \u2028 \uff0b\uff11 \U0001f4de " + "é" * 100
    flow = api.post("/flows", {"name": name, "detail": name, "actions": []})
    assert api.get(f"/flows/{flow['id']}")["name"] == name


@pytest.mark.parametrize("size", [1024 * 1024, 1024 * 1024 + 1])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_a_mebibyte_is_413(api, size, chunked):
    raw = b'{"name":"' + b"x" * (size - 37) + b'","detail":"","actions":[]}'
    raw += b" " * (size - len(raw))

    async def parts():
        for start in range(0, size, 65_536):
            yield raw[start : start + 65_536]

    answer = api.send("POST", "/flows", content=parts() if chunked else raw)
    assert answer.status_code == (200 if size == 1024 * 1024 else 413)
