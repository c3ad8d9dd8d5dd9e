"""Lists: order, pages, tokens; and the resources that are kept."""

import pytest

NIL = "00000000-0000-0000-0000-000000000000"


def walk(api, path, size):
    token, seen = None, []
    while token != "":
        page = api.get(path, page_size=size, **({"page_token": token} if token else {}))
        assert len(page["result"]) <= size
        seen += page["result"]
        token = page["next_page_token"]
    return seen


@pytest.mark.parametrize("edition", ["tutorial", "current"])
@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_walking_the_pages_visits_every_call_once_newest_first(make_api, make, edition, size):
    api = make_api(edition=edition)
    made = [api.call("+15550100010")["id"] for _ in range(3)]
    api.advance(1000)
    made += [api.call("+15550100010")["id"] for _ in range(4)]
    seen = walk(api, "/calls", size)
    assert [call["id"] for call in seen] == made[::-1]
    times = [call["tm_create"] for call in seen]
    assert times == sorted(set(times), reverse=True)


@pytest.mark.parametrize("path", ["/calls", "/flows", "/numbers", "/groupcalls", "/activeflows", "/accesskeys"])
def test_every_list_is_a_page(api, current, path):
    for some in (api, current):
        page = some.get(path)
        assert set(page) == {"result", "next_page_token"}
        assert page["next_page_token"] == ""


def test_paging_is_stable_while_calls_are_added(api):
    made = [api.call("+15550100010")["id"] for _ in range(4)]
    first = api.get("/calls", page_size=2)
    api.call("+15550100010")
    second = api.get("/calls", page_size=2, page_token=first["next_page_token"])
    assert [call["id"] for call in first["result"] + second["result"]] == made[::-1]
    assert second["next_page_token"] == ""


@pytest.mark.parametrize(
    ("size", "count"), [("1", 1), ("100", 100), ("0", 100), ("-1", 100), ("101", 100), ("9" * 5000, 100)]
)
def test_a_page_holds_at_most_a_hundred(api, make, size, count):
    api.post("/calls", make.call_body("") | {"destinations": [make.tel("+15550100010")] * 101})
    page = api.get("/calls", page_size=size)
    assert len(page["result"]) == count
    assert page["next_page_token"] == page["result"][-1]["tm_create"]


@pytest.mark.parametrize("size", ["", "ten", "1.5", "1 ", "0x10", "\uff11", "1e1", "null"])
def test_a_page_size_that_is_no_whole_number_is_400(api, size):
    assert api.send("GET", "/calls", params={"page_size": size}).status_code == 400


@pytest.mark.parametrize("token", ["", "zzz", "2026", "\x00", "9999-01-01 00:00:00.000000", "💥", "' OR 1=1"])
def test_any_page_token_is_taken(api, token):
    api.call("+15550100010")
    assert api.send("GET", "/calls", params={"page_token": token}).status_code == 200


@pytest.mark.parametrize("edition", ["tutorial", "current"])
def test_a_flow_is_kept_as_it_was_posted(make_api, make, edition):
    api = make_api(edition=edition)
    body = {"name": "n", "detail": "d", "actions": [make.talk("one"), {"type": "hangup"}]}
    flow = api.post("/flows", body)
    assert flow == api.get(f"/flows/{flow['id']}") == api.get("/flows")["result"][0]
    assert (flow["name"], flow["detail"]) == ("n", "d")
    assert [action["type"] for action in flow["actions"]] == ["talk", "hangup"]
    assert flow["actions"][0]["option"] == body["actions"][0]["option"]
    assert len({action["id"] for action in flow["actions"]}) == 2
    assert api.send("DELETE", f"/flows/{flow['id']}").json()["id"] == flow["id"]
    assert api.send("GET", f"/flows/{flow['id']}").status_code == 404
    assert api.get("/flows")["result"] == []
    assert api.send("POST", "/calls", json=make.call_body("+15550100010", flow_id=flow["id"])).status_code == 404


def test_a_flow_is_changed_in_current(current, api, make):
    flow = current.post("/flows", {"name": "n", "detail": "d", "actions": []})
    assert flow["tm_update"] is None
    new = {"name": "m", "detail": "e", "actions": [make.talk("two")]}
    changed = current.send("PUT", f"/flows/{flow['id']}", json=new).json()
    assert changed == current.get(f"/flows/{flow['id']}")
    assert (changed["name"], changed["tm_create"]) == ("m", flow["tm_create"])
    assert changed["tm_update"] >= flow["tm_create"]
    assert current.send("PUT", f"/flows/{flow['id']}", json={"name": "m"}).status_code == 400
    assert api.send("PUT", f"/flows/{flow['id']}", json=new).status_code == 405


def test_a_number_is_changed_as_a_whole_or_in_its_flows(api):
    number = api.get("/numbers")["result"][0]
    flow = api.post("/flows", {"name": "", "detail": "", "actions": []})["id"]
    new = {"name": "desk", "detail": "d", "call_flow_id": flow, "message_flow_id": NIL}
    changed = api.send("PUT", f"/numbers/{number['id']}", json=new).json()
    assert {name: changed[name] for name in new} == new
    assert changed["number"] == number["number"]
    back = {"call_flow_id": NIL, "message_flow_id": NIL}
    api.send("PUT", f"/numbers/{number['id']}/flow_ids", json=back)
    assert api.get(f"/numbers/{number['id']}")["call_flow_id"] == NIL
    for path in ("", "/flow_ids"):
        for member in back:
            wrong = {name: value for name, value in new.items() if name != member}
            assert api.send("PUT", f"/numbers/{number['id']}{path}", json=wrong).status_code == 400
    assert api.send("PUT", f"/numbers/{number['id']}/flow_ids", json=back | {"call_flow_id": "x"}).status_code == 400
    missing = back | {"call_flow_id": "11111111-2222-4333-8444-555555555555"}
    assert api.send("PUT", f"/numbers/{number['id']}/flow_ids", json=missing).status_code == 404
