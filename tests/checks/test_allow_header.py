from building import ask, found_by


def refused(*allow):
    return [ask("PATCH /calls", status=405, headers=allow)]


def wrong():
    return {"exchanges": refused(("Allow", "GET"))}


def right():
    return {"exchanges": refused(("allow", "GET, HEAD,POST"))}


def test_the_header_must_be_there_and_not_name_what_it_refuses():
    assert found_by("allow_header", refused()) == ["wrong-error at Allow"]
    assert found_by("allow_header", refused(("Allow", "GET, POST, PATCH"))) == ["wrong-error at Allow"]
