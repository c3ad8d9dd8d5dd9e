from building import CALLEE, SOURCE, TALK, ask, call, found_by, page, post_call, tel, tm

BODY = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": TALK}
OLD, NEW = call("hangup"), call("ringing", 2, tm_create=tm(0.5))


def calls(*documents):
    return ask("GET /calls", page(*documents))


def refused(status=402):
    return ask("POST /calls", {"message": "no"}, body=BODY, status=status)


def wrong():
    return {"exchanges": [calls(OLD), refused(), calls(NEW, OLD)]}


def right():
    return {"exchanges": [calls(OLD), refused(), calls(OLD)]}


def test_the_refused_request_is_named():
    assert found_by("side_effect", wrong()["exchanges"]) == ["side-effect at status"]


def test_something_new_may_come_from_elsewhere():
    created = call(number=2, tm_create=tm(0.5))
    assert found_by("side_effect", [calls(OLD), refused(), post_call(created), calls(NEW, OLD)]) == []
    incoming = {**NEW, "destination": {**NEW["destination"], "target": SOURCE}}
    assert found_by("side_effect", [calls(OLD), refused(), calls(incoming, OLD)]) == []
    assert found_by("side_effect", [calls(OLD), calls(NEW, OLD)]) == []
