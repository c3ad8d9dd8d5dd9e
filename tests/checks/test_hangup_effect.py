from building import ask, call, found_by, get_call, uid

ASKED = ask("POST /calls/{id}/hangup", call("terminating"), id=uid(1), at_ms=5000)


def wrong():
    return {"exchanges": [ASKED, get_call(call("terminating"), at_ms=9000)]}


def right():
    return {"exchanges": [ASKED, get_call(call("terminating"), at_ms=5010), get_call(call("hangup"), at_ms=9000)]}


def test_a_refused_hangup_obliges_nobody():
    refused = ask("POST /calls/{id}/hangup", {"message": "no"}, status=409, id=uid(1))
    assert found_by("hangup_effect", [refused, get_call(call("progressing"), at_ms=9000)]) == []
