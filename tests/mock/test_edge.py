"""The HTTP edge: methods, paths, odd requests; never a 5xx."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voipbin_mock.actions import all_actions
from voipbin_mock.operations import all_operations, operations
from voipbin_mock.provenance import BEHAVIOURS, Provenance

ID = "11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize(
    ("edition", "path", "allow"),
    [
        ("tutorial", "/calls", "GET, HEAD, OPTIONS, POST"),
        ("tutorial", f"/calls/{ID}", "DELETE, GET, HEAD, OPTIONS"),
        ("tutorial", f"/calls/{ID}/hangup", "OPTIONS, POST"),
        ("tutorial", f"/flows/{ID}", "DELETE, GET, HEAD, OPTIONS"),
        ("current", f"/flows/{ID}", "DELETE, GET, HEAD, OPTIONS, PUT"),
        ("tutorial", "/auth/login", "OPTIONS, POST"),
        ("tutorial", f"/numbers/{ID}", "GET, HEAD, OPTIONS, PUT"),
        ("tutorial", "/_mock/clock", "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_a_method_that_is_not_there_is_405_with_all_that_are(make_api, edition, path, allow):
    api = make_api(edition=edition)
    for method in ("PATCH", "TRACE", "QUERY"):
        answer = api.send(method, path, None)
        assert (answer.status_code, answer.headers["allow"]) == (405, allow)
    answer = api.send("OPTIONS", path, None)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, allow, b"")


def test_head_is_get_without_the_body(api):
    whole, head = api.send("GET", "/calls"), api.send("HEAD", "/calls")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.content))
    assert head.headers["content-type"] == "application/json"
    assert api.send("HEAD", "/calls", None).status_code == 401


@pytest.mark.parametrize(
    "path", ["/", "/v1.0", "/v1.0/calls/", "/v1.0//calls", "/v2.0/calls", "/calls", "/_mock/nothing"]
)
def test_another_path_is_404(api, path):
    answer = api._loop.run_until_complete(api._http.get(path, params={"accesskey": "demo-access-key"}))
    assert answer.status_code == 404


@pytest.mark.parametrize("found", ["no-uuid", "1", ID + "0", ID[:-1] + "g", "%00", "..%2f..", "💥", f"{{{ID}}}"])
@pytest.mark.parametrize("kind", ["calls", "groupcalls", "flows", "numbers", "activeflows"])
def test_an_id_that_is_no_uuid_is_400(api, kind, found):
    assert api.send("GET", f"/{kind}/{found}").status_code in (400, 404)
    assert api.send("GET", f"/{kind}/no-uuid").status_code == 400


def test_an_id_in_upper_case_is_the_same_id(api):
    call = api.call("+15550100010")
    assert api.get(f"/calls/{call['id'].upper()}") == call


@pytest.mark.parametrize("edition", ["tutorial", "current"])
def test_the_operations_of_an_edition_are_those_agreed_upon(edition):
    shared = """POST /auth/login
        GET /accesskeys
        GET /numbers, GET /numbers/{id}, PUT /numbers/{id}, PUT /numbers/{id}/flow_ids
        POST /flows, GET /flows, GET /flows/{id}, DELETE /flows/{id}
        POST /calls, GET /calls, GET /calls/{id}, DELETE /calls/{id}, POST /calls/{id}/hangup
        POST /groupcalls, GET /groupcalls, GET /groupcalls/{id}, DELETE /groupcalls/{id}, POST /groupcalls/{id}/hangup
        POST /activeflows, GET /activeflows, GET /activeflows/{id}"""
    own = {
        "tutorial": "GET /billing-accounts",
        "current": """GET /billing_account, PUT /flows/{id}, POST /activeflows/{id}/stop, DELETE /activeflows/{id},
        POST /accesskeys, GET /accesskeys/{id}, DELETE /accesskeys/{id}""",
    }
    agreed = {name.strip() for name in f"{shared},{own[edition]}".replace("\n", ",").split(",")} - {""}
    assert {found.name for found in operations(edition)} == agreed


def test_everything_says_where_it_comes_from(api):
    shown = api.get("/_mock/provenance")
    assert set(shown["operations"]) == {found.name for found in all_operations()}
    assert set(shown["actions"]) == set(all_actions())
    assert set(shown["behaviours"]) == set(BEHAVIOURS)
    for group in shown.values():
        for entry in group.values():
            assert entry["standing"] in ("documented", "observed", "guessed")
            assert len(entry["source"]) > 10
    assert all(isinstance(action.provenance, Provenance) for action in all_actions().values())


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
members = st.sampled_from(
    ["source", "destinations", "actions", "flow_id", "name", "detail", "variables", "ring_method", "answer_method",
     "call_flow_id", "message_flow_id", "id", "username", "password", "expire", "webhook_uri", "on_complete_flow_id"]
)  # fmt: skip
ADDRESS = {"type": "tel", "target": "+15551234567"}
likely = anything | st.sampled_from([ADDRESS, [ADDRESS], ID, "", [], {}])
option_members = st.sampled_from(sorted({name for action in all_actions().values() for name in action.option}))
any_action = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(all_actions())), "option": st.dictionaries(option_members, likely, max_size=5)}
)
any_body = st.dictionaries(members, likely, max_size=6) | st.fixed_dictionaries(
    {"source": st.just(ADDRESS), "destinations": st.just([ADDRESS]), "name": st.just(""), "detail": st.just(""),
     "actions": st.lists(any_action | anything, max_size=3)}
)  # fmt: skip


@pytest.mark.parametrize("edition", ["tutorial", "current"])
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_body_makes_the_mock_stumble(make_api, edition, data):
    api = make_api(edition=edition)
    found = data.draw(st.sampled_from([op for op in operations(edition) if op.takes_body]))
    body = data.draw(any_body | anything)
    answer = api.send(found.method, found.path.replace("{id}", ID), content=json.dumps(body).encode())
    assert answer.status_code < 500
    while api.post("/_mock/clock", {"to_next_event": True})["fired"]:
        pass
    for path in ("/calls", "/flows", "/activeflows", "/groupcalls"):
        assert api.send("GET", path).status_code == 200


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(raw=st.binary(max_size=60))
def test_no_bytes_make_the_mock_stumble(make_api, raw):
    api = make_api()
    for path in ("/calls", "/auth/login", "/_mock/clock", "/_mock/callees", "/_mock/reset"):
        assert api.send("POST", path, content=raw).status_code < 500
