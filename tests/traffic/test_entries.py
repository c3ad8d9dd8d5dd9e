"""One entry of a HAR, in all the ways in which recorders write it."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import pytest

from tests.checks.building import ask, call, get_call, post_call
from tests.traffic.recording import entry
from voipbin_harness.traffic.entries import LeftOut, read_entry


def changed(part: str, **members: Any) -> dict[str, Any]:
    raw = entry(post_call(call()))
    raw[part] |= members
    return raw


def test_an_entry_is_read_as_it_went_over_the_line() -> None:
    exchange = post_call(call())
    read = read_entry(entry(exchange, second=2, time_ms=7.5))
    assert (read.method, read.path, read.status) == ("POST", "/v1.0/calls", 200)
    assert (read.request_body, read.response_body) == (exchange.request_body, exchange.response_body)
    assert read.elapsed_ms == 7.5
    assert not any(name.startswith(":") for name, _ in (*read.request_headers, *read.response_headers))


@pytest.mark.parametrize("encoding", ["encoding", "_encoding"])
def test_base64_is_decoded_on_either_side(encoding: str) -> None:
    text = base64.b64encode(b"\xff\x00").decode()
    raw = changed("response", content={"size": 2, "mimeType": "x", "text": text, "encoding": "base64"})
    assert read_entry(raw).response_body == b"\xff\x00"
    assert read_entry(changed("request", postData={"text": text, encoding: "base64"})).request_body == b"\xff\x00"


def test_a_body_that_is_decoded_already_is_left_alone_and_a_packed_one_unpacked() -> None:
    coded = [{"name": "Content-Encoding", "value": "gzip"}]
    plain = changed("response", headers=coded, content={"size": 2, "text": "{}"})
    assert read_entry(plain).response_body == b"{}"
    text = base64.b64encode(gzip.compress(b"{}")).decode()
    packed = changed("response", headers=coded, content={"size": 2, "text": text, "encoding": "base64"})
    assert read_entry(packed).response_body == b"{}"


def test_an_empty_body_is_empty_and_an_absent_one_is_left_out() -> None:
    assert read_entry(changed("response", content={"size": 0})).response_body == b""
    with pytest.raises(LeftOut, match="answer's body"):
        read_entry(changed("response", content={"size": 812}))
    with pytest.raises(LeftOut, match="request body"):
        read_entry({**entry(post_call(call())), "request": {**entry(get_call(call()))["request"], "bodySize": 90}})


UNKNOWN_SIZE = {"size": -1, "mimeType": "application/json"}


@pytest.mark.parametrize("content", [UNKNOWN_SIZE, {**UNKNOWN_SIZE, "text": ""}, {"mimeType": "x"}, None])
def test_a_body_of_which_nobody_says_how_large_it_was_was_not_recorded(content: object) -> None:
    with pytest.raises(LeftOut, match="whose answer's body was not recorded"):
        read_entry(changed("response", content=content))
    said = {"headers": [{"name": "content-length", "value": "0"}], "content": content}
    assert read_entry(changed("response", **said)).response_body == b""


@pytest.mark.parametrize("size", [-1, None])
def test_a_request_that_may_have_had_a_body_is_left_out(size: int | None) -> None:
    with pytest.raises(LeftOut, match="whose request body was not recorded"):
        read_entry(changed("request", postData=None, bodySize=size))
    assert read_entry(changed("request", postData=None, bodySize=0)).request_body == b""
    assert read_entry(changed("request", method="GET", postData=None, bodySize=size)).request_body == b""


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 304), ("DELETE", 204)])
def test_an_answer_that_never_has_a_body_lacks_none(method: str, status: int) -> None:
    raw = entry(ask("GET /calls/{id}", status=status, id="1"))
    raw["request"]["method"] = method
    raw["response"]["content"] = {"size": 500}
    assert read_entry(raw).response_body == b""


@pytest.mark.parametrize("kept_in", ["memory", "disk"])
def test_what_a_browser_has_answered_itself_is_left_out(kept_in: str) -> None:
    with pytest.raises(LeftOut, match="cache"):
        read_entry(entry(get_call(call()), _fromCache=kept_in))
    assert read_entry(entry(get_call(call()), _fromCache=None)).status == 200


@pytest.mark.parametrize("asked", ["If-None-Match", "if-modified-since"])
def test_a_304_is_left_out_where_it_was_asked_for_and_judged_where_not(asked: str) -> None:
    unchanged = ask("GET /calls/{id}", status=304, id="1", request_headers=((asked, "x"),))
    with pytest.raises(LeftOut, match="304"):
        read_entry(entry(unchanged))
    assert read_entry(entry(ask("GET /calls/{id}", status=304, id="1"))).status == 304
    assert read_entry(entry(ask("GET /calls/{id}", call(), id="1", request_headers=((asked, "x"),)))).status == 200


def test_cookies_that_are_only_listed_become_the_header() -> None:
    raw = changed("request", cookies=[{"name": "token", "value": "t1"}])
    assert ("Cookie", "token=t1") in read_entry(raw).request_headers


@pytest.mark.parametrize(
    ("part", "members", "told"),
    [
        ("response", {"status": 0}, "without an answer"),
        ("response", {"content": {"size": 4, "text": "a", "encoding": "base64"}}, "no base64"),
    ],
)
def test_what_cannot_be_judged_is_left_out(part: str, members: dict[str, Any], told: str) -> None:
    with pytest.raises(LeftOut, match=told):
        read_entry(changed(part, **members))


def test_a_preflight_of_a_browser_is_left_out_and_a_plain_options_is_not() -> None:
    raw = entry(ask("OPTIONS /calls", status=405))
    assert read_entry(raw).status == 405
    raw["request"]["headers"].append({"name": "Access-Control-Request-Method", "value": "POST"})
    with pytest.raises(LeftOut, match="preflight"):
        read_entry(raw)
