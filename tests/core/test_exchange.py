from __future__ import annotations

import pytest

from voipbin_harness.exchange import Exchange, MalformedBody, strict_json


def an_exchange(**more: object) -> Exchange:
    members: dict[str, object] = {
        "number": 1,
        "account": "demo",
        "method": "GET",
        "url": "http://mock/v1.0/calls?page_size=2&page_token=2022-02-24%2002%3A00%3A00.000000",
        "request_headers": (("Accept", "*/*"),),
        "request_body": b"",
        "status": 200,
        "response_headers": (("content-TYPE", "application/json"),),
        "response_body": b"{}",
    }
    return Exchange(**{**members, **more})  # type: ignore[arg-type]


def test_reads_query_and_headers_whatever_their_writing() -> None:
    exchange = an_exchange()
    assert exchange.query == {"page_size": "2", "page_token": "2022-02-24 02:00:00.000000"}
    assert exchange.path == "/v1.0/calls"
    assert exchange.response_header("Content-Type") == "application/json"
    assert exchange.response_header("Allow") is None


def test_is_named_by_its_operation_or_by_what_was_sent() -> None:
    assert an_exchange(operation="GET /calls").name == "GET /calls"
    assert an_exchange(operation=None).name == "GET /v1.0/calls"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<html>", "not JSON"),
        (b'{"a": 1', "not JSON"),
        (b"", "not JSON"),
        (b'{"a": NaN}', "NaN is not JSON"),
        (b'{"a": 1, "a": 2}', "occurs twice"),
        (b'"\xff"', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_refuses_what_is_not_json_and_says_why(body: bytes, says: str) -> None:
    with pytest.raises(MalformedBody, match=says):
        strict_json(body)


def test_reads_what_is_json() -> None:
    assert strict_json('{"a": ["ä", 1.5, null]}'.encode()) == {"a": ["ä", 1.5, None]}
