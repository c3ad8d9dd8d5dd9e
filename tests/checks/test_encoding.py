from building import ask, call, found_by, get_call


def declared(content_type):
    return [get_call(call(), headers=(("Content-Type", content_type),))]


def wrong():
    return {"exchanges": declared("application/json; charset=iso-8859-1")}


def right():
    return {"exchanges": declared('application/json; charset="UTF-8"')}


def test_a_body_is_utf8_from_its_first_byte():
    for body in (b'\xef\xbb\xbf{"message": ""}', '{"message": "ü"}'.encode("latin-1")):
        assert found_by("encoding", [ask("GET /calls", body, status=401, account=None)]) == ["malformed-body at $"]
