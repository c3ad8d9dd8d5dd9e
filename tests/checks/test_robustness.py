from building import ask, found_by


def wrong():
    return {"exchanges": [ask("GET /calls", status=500)]}


def right():
    return {"exchanges": [ask("HEAD /calls"), ask("OPTIONS /calls", status=204)]}


def test_a_platform_may_say_that_something_is_out():
    out = [ask("GET /calls", status=503)]
    assert found_by("robustness", out) == ["crash at status"]
    assert found_by("robustness", out, live=True) == []


def test_head_has_no_body():
    assert found_by("robustness", [ask("HEAD /calls", {})]) == ["crash at $"]
