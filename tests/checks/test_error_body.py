import pytest
from building import ask, call, error, found_by, uid

LOGIN = {"username": "demo", "password": "wrong"}


def refused(answer, status=404, **more):
    return {
        "exchanges": [ask("GET /calls/{id}", answer, status=status, id=uid(1), edition="current", **more)],
        "name": "current",
    }


def wrong():
    return {"exchanges": [ask("POST /auth/login", {"message": "no"}, status=400, body=LOGIN, account=None)]}


def right():
    return refused(error("NOT_FOUND"))


@pytest.mark.parametrize(
    "body",
    [error("NOT_FOUND", reason="Not found"), error("PERMISSION_DENIED"), error("nonsense"), {"message": "no"}, b""],
)
def test_the_envelope_says_what_the_status_says(body):
    assert "wrong-error" in str(found_by("error_body", **refused(body)))


def test_a_refused_login_has_no_body():
    assert found_by("error_body", [ask("POST /auth/login", status=400, body=LOGIN, account=None)]) == []


def test_a_refusal_does_not_look_like_a_success():
    shown = ask("GET /calls/{id}", call(), status=404, id=uid(1))
    assert found_by("error_body", [shown]) == ["wrong-error at $"]


def test_whoever_asks_too_often_is_told_how_long_to_wait():
    json = ("Content-Type", "application/json")
    body = error("RESOURCE_EXHAUSTED")
    assert found_by("error_body", **refused(body, status=429)) == ["wrong-error at Retry-After"]
    assert found_by("error_body", **refused(body, status=429, headers=(json, ("Retry-After", "1")))) == []
