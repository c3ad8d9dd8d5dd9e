import json

from building import ask, call, found_by, get_call, post_call, run, uid

from voipbin_harness.violation import Severity


def shape(*exchanges, **settings):
    return found_by("shape", exchanges, **settings)


def test_the_documented_answer_is_right():
    assert shape(post_call(call()), get_call(call("ringing"))) == []


def test_a_status_that_is_not_documented_is_wrong():
    assert shape(ask("GET /calls/{id}", {}, status=418, id=uid(1))) == ["wrong-status at status"]


def test_a_documented_refusal_is_right():
    assert shape(ask("GET /calls/{id}", {"message": "no such call"}, status=404, id=uid(9))) == []


def test_an_answer_that_does_not_call_itself_json_has_the_wrong_content_type():
    assert shape(get_call(call(), headers=(("Content-Type", "text/html"),))) == ["wrong-content-type at Content-Type"]
    assert shape(get_call(call(), headers=())) == ["wrong-content-type at Content-Type"]


def test_the_case_of_headers_and_a_charset_are_no_matter():
    assert shape(get_call(call(), headers=(("content-type", "application/json; charset=UTF-8"),))) == []


def test_json_is_read_strictly():
    text = json.dumps(call())
    for malformed in (text[:-1], text.replace('"status"', '"id"', 1), text.replace('"dialing"', "NaN")):
        assert shape(ask("GET /calls/{id}", malformed.encode(), id=uid(1))) == ["malformed-body at $"]


def test_a_refusal_that_calls_itself_json_is_json():
    assert shape(ask("GET /calls/{id}", b"{", status=404, id=uid(1))) == ["malformed-body at $"]


def test_each_broken_rule_of_the_schema_is_told_with_its_place():
    wrong = call(hangup_by="nobody") | {"status": 3}
    assert sorted(shape(get_call(wrong))) == ["unknown-value at $.hangup_by", "wrong-type at $.status"]


def test_an_undeclared_member_only_warns_on_a_live_target():
    exchange = get_call(call(price=3))
    assert [one.severity for one in run([exchange]) if one.check == "shape"] == [Severity.FAIL]
    assert [one.severity for one in run([exchange], live=True) if one.check == "shape"] == [Severity.WARN]


def wrong():
    return {"exchanges": [get_call(call(price=3))]}


def right():
    return {"exchanges": [post_call(call()), get_call(call("ringing"))]}
