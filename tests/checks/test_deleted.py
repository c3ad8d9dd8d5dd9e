from building import ask, flow, found_by, page, post_flow, tm, uid

GONE = [post_flow(flow()), ask("DELETE /flows/{id}", flow(), id=uid(900))]


def wrong():
    return {"exchanges": [*GONE, ask("GET /flows/{id}", flow(), id=uid(900))]}


def right():
    refused = ask("GET /flows/{id}", {"message": "no"}, status=404, id=uid(900))
    return {"exchanges": [*GONE, refused, ask("GET /flows", page())]}


def test_a_deleted_thing_is_not_listed():
    assert found_by("deleted", [*GONE, ask("GET /flows", page(flow()))]) == ["collection at $.result[0]"]


def test_a_deleted_thing_may_say_that_it_is():
    told = ask("GET /flows/{id}", flow(tm_delete=tm(5)), id=uid(900))
    assert found_by("deleted", [*GONE, told]) == []
