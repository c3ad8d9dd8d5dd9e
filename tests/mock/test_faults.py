"""Faults: switched on by name, seen at the edge, gone without them."""

import json

import pytest

from voipbin_mock.faults import UnknownFault, load_fault, names

NAMED = [
    "branch-wrong-target", "goto-one-more", "hangup-by-swapped", "ringing-before-create", "call-member-missing",
    "call-member-extra", "status-unknown-value", "paging-repeats-item", "payment-not-required",
    "other-customer-readable", "other-key-order", "pretty-printed-bodies",
]  # fmt: skip
FIRST, ONE = (f"0000000{n}-0000-4000-8000-000000000000" for n in (1, 2))


def story(api, make):
    """Return what a client and a callee see of everything that a fault of this list may change."""
    menu = [
        make.talk("menu", id=FIRST),
        {"type": "digits_receive", "option": {"duration": 5000, "length": 1}},
        {"type": "branch", "option": {"default_target_id": FIRST, "target_ids": {"1": ONE}}},
        make.talk("one", id=ONE),
        {"type": "goto", "option": {"target_id": ONE, "loop_count": 1}},
    ]
    call = api.call("+15550100001", *menu)
    api.advance(500)
    seen = [api.send("GET", f"/calls/{call['id']}").text]
    api.advance(60_000)
    api.call("+15550100010")
    page = api.get("/calls", page_size=1)
    seen += [json.dumps(page), json.dumps(api.get("/calls", page_token=page["next_page_token"]))]
    seen.append(str(api.prompts(call["id"])))
    seen.append(str(api.send("GET", f"/calls/{call['id']}", "other").status_code))
    poor = make.call_body("+15550100010") | {"source": make.tel("+15553333333")}
    seen.append(str(api.send("POST", "/calls", "empty", json=poor).status_code))
    return seen


def test_every_fault_is_found_by_its_name_and_says_what_it_is():
    assert set(NAMED) <= set(names())
    for name in names():
        fault = load_fault(name)
        assert fault.name == name
        assert fault.sentence
        assert fault.rule
        assert fault.kind
        assert fault.harmless == (fault.kind == "harmless")


def test_an_unknown_fault_is_an_error_that_names_the_closest(make_api):
    for wrong in ("branch_wrong_targets", "branch_wrong_target", "branch-wrong"):
        with pytest.raises(UnknownFault, match="branch-wrong-target"):
            make_api(faults=[wrong])
    for wrong in ("nonsense", "__init__", ""):
        with pytest.raises(UnknownFault, match="no such fault"):
            make_api(faults=[wrong])


@pytest.mark.parametrize("name", NAMED)
def test_a_fault_shows_in_its_own_mock_only_and_also_after_a_reset(make_api, make, name):
    clean, faulty = story(make_api(), make), make_api(faults=[name])
    seen = story(faulty, make)
    assert seen != clean
    faulty.post("/_mock/reset", {"seed": 0})
    assert story(faulty, make) == seen
    assert story(make_api(), make) == clean


@pytest.mark.parametrize("name", ["other-key-order", "pretty-printed-bodies"])
def test_a_harmless_variant_says_the_same_in_other_words(make_api, name):
    clean, variant = make_api(), make_api(faults=[name])
    first, second = (api.call("+15550100010") for api in (clean, variant))
    assert first == second
    texts = [api.send("GET", f"/calls/{first['id']}").text for api in (clean, variant)]
    assert texts[0] != texts[1]
    assert json.loads(texts[0]) == json.loads(texts[1])


def test_no_fault_reaches_the_control_routes(make_api):
    assert make_api(faults=["pretty-printed-bodies"]).send("GET", "/_mock/clock").text.count("\n") == 0


def test_several_faults_at_once(make_api):
    api = make_api(faults=["call-member-extra", "call-member-missing"])
    call = api.call("+15550100010")
    assert "channel_id" in call
    assert "destination" not in call
