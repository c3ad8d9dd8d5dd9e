"""No secret survives masking, and nothing else is lost."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from voipbin_harness.masking import MASK, Masker

CANARY = "cAnary+Token/7f3=é"
WRITINGS = {
    "raw": CANARY,
    "percent-encoded": quote(CANARY, safe=""),
    "percent-encoded in lower case": quote(CANARY, safe="")
    .lower()
    .replace("canary", "cAnary")
    .replace("token", "Token"),
    "form-encoded": quote_plus(CANARY),
    "JSON": json.dumps(CANARY)[1:-1],
    "JSON with escaped slashes": json.dumps(CANARY)[1:-1].replace("/", "\\/"),
}


@pytest.fixture
def masker() -> Masker:
    return Masker(["demo", CANARY])


@pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS.keys())
@pytest.mark.parametrize("place", ["{}", "before {} after", "x{}y", '{{"text": "{}"}}', "http://h/{}?a=1", "a\n{}\nb"])
def test_a_known_secret_is_masked_anywhere_in_every_writing(masker: Masker, writing: str, place: str) -> None:
    text = place.format(writing)
    assert writing not in masker.text(text)
    assert MASK in masker.text(text)
    assert writing not in masker.url(text)
    assert writing not in masker.body(text.encode())


@pytest.mark.parametrize("user", ["", "a", "ab", "abc", "someone"])
def test_basic_credentials_are_masked_whatever_the_user_is_called(masker: Masker, user: str) -> None:
    packed = base64.b64encode(f"{user}:{CANARY}".encode()).decode()
    masked = masker.text(f"sent {packed} to it")
    assert MASK in masked
    core = base64.b64encode(CANARY.encode()).decode()[:8]
    assert core not in masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /v1.0/calls?token=demo&page_size=5", "GET /v1.0/calls?token=***&page_size=5"),
        ("/calls?a=1&accesskey=x%20y&b=2", "/calls?a=1&accesskey=***&b=2"),
        ('{"username": "demo", "password": "demo"}', '{"username": "demo", "password": "***"}'),
        ('{"token":"a\\"b","n":1}', '{"token":"***","n":1}'),
        ("{'token': 'abc'}", "{'token': '***'}"),
        ('"{\\"password\\": \\"abc\\", \\"n\\": 1}"', '"{\\"password\\": \\"***\\", \\"n\\": 1}"'),
        ('{"token": "cut off in the mid', '{"token": "***'),
        ("Authorization: Bearer abcdef", "Authorization: Bearer ***"),
        ("Cookie: token=abc; other=1", "Cookie: token=***; other=***"),
        ("it sent Bearer abcdefgh to nobody", "it sent Bearer *** to nobody"),
        ("username=demo&password=demo", "username=demo&password=***"),
        ("http://user:pass@host/x", "http://***@host/x"),
    ],
)
def test_secret_places_are_masked_whatever_they_hold(masker: Masker, text: str, expected: str) -> None:
    assert masker.text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the demo account calls +15551234567",
        "/calls?page_token=2026-01-01 00:00:00.000001&page_size=5",
        '{"next_page_token": "2026-01-01 00:00:00.000001"}',
        "$.token: expected a token, observed none",
        '{"username": "demo", "detail": "a demo of a token"}',
        "sip:1000@127.0.0.1:5060",
        "",
    ],
)
def test_what_is_no_secret_stays(masker: Masker, text: str) -> None:
    assert masker.text(text) == text
    assert masker.body(text.encode()) == text


def test_a_secret_parameter_is_known_by_its_decoded_name(masker: Masker) -> None:
    assert masker.url("http://h/calls?%74oken=abc&x=1#f") == "http://h/calls?%74oken=***&x=1#f"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Cookie", "token=abc; theme=dark"), "token=***; theme=***"),
        (("set-cookie", "token=abc; Path=/; HttpOnly"), "token=***; Path=/; HttpOnly"),
        (("Authorization", "Basic ZGVtbzpkZW1v"), "Basic ***"),
        (("authorization", "abcdef"), "***"),
        (("X-Api-Key", "abc"), "***"),
        (("Location", "/calls?token=abc"), "/calls?token=***"),
        (("Content-Type", "application/json"), "application/json"),
    ],
)
def test_headers(masker: Masker, header: tuple[str, str], expected: str) -> None:
    assert masker.headers([header]) == ((header[0], expected),)


def test_members_are_secret_by_name_also_when_escaped_or_nested(masker: Masker) -> None:
    body = b'{"pass\\u0077ord": "abc", "items": [{"TOKEN": {"value": "xyz"}}], "n": 1}'
    masked = masker.body(body)
    assert "abc" not in masked
    assert "xyz" not in masked
    assert json.loads(masked)["n"] == 1


#: Letters that a pattern without case takes for others.
_TWINS = ("s\u017f", "k\u212a", "i\u0131", "i\u0130")
NAMES = "token accesskey access_key password passwd secret access_token refresh_token api_key".split()  # noqa: SIM905


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "write",
    [str, str.upper, str.title, *(lambda name, a=a, b=b: name.replace(a, b) for a, b in _TWINS)],
    ids=["lower", "upper", "title", "long s", "Kelvin", "no dot", "dot"],
)
@pytest.mark.parametrize(
    "text", ['"{}": "abc"', "'{}' : 'abc'", '\\"{}\\":\\"abc\\"', "{}=abc", "?a=b&{}=abc#c", '"{}": 123abc']
)
def test_a_secret_name_is_known_in_whatever_case(
    masker: Masker, name: str, write: Callable[[str], str], text: str
) -> None:
    written = text.format(write(name))
    masked = masker.text(written)
    assert MASK in masked
    assert "123" not in masked
    assert ("abc" in masked) == (": 123" in text)


def test_a_body_that_is_no_text_is_masked_too(masker: Masker) -> None:
    masked = masker.body(b"\xff\xfe" + CANARY.encode() + b"\x00")
    assert CANARY not in masked
    assert MASK in masked


def test_a_token_from_a_login_is_learned(masker: Masker, exchange) -> None:
    token, cookie = "eyJhbGciOiJub25lIn0.e30.", "c00kie-value-of-login"
    answer = exchange(
        response_body=json.dumps({"username": "demo", "token": token}).encode(),
        response_headers=(("Set-Cookie", f"token={quote(cookie)}; Path=/"),),
    )
    assert token in masker.text(f"seen {token}")
    masker.learn_from(answer)
    assert masker.text(f"seen {token} and {cookie}") == "seen *** and ***"


def test_masking_twice_changes_nothing_more(masker: Masker) -> None:
    once = masker.text(f'?token={CANARY} Cookie: token={CANARY} {{"token": "{CANARY}"}} Bearer {CANARY}')
    assert masker.text(once) == once
