from __future__ import annotations

import pytest

from voipbin_harness.exchange import DEEPEST, Exchange, MalformedBody, strict_json


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
        (b'{"a":1,"a":1}', "occurs twice"),
        (b'{"a":"\\ud83d"}', "half of a surrogate pair"),
        (b'"\xff"', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_refuses_what_is_not_json_and_says_why(body: bytes, says: str) -> None:
    with pytest.raises(MalformedBody, match=says):
        strict_json(body)


@pytest.mark.parametrize("blank", ["", "\t"])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ('{"a":', "}")])
def test_nests_as_deep_however_it_is_written(left: str, right: str, blank: str) -> None:
    assert strict_json((blank + left * DEEPEST + "1" + right * DEEPEST).encode())
    with pytest.raises(MalformedBody, match=f"nested more than {DEEPEST} deep"):
        strict_json((blank + left * (DEEPEST + 1) + "1" + right * (DEEPEST + 1)).encode())


def test_reads_what_is_json() -> None:
    assert strict_json('{"a": ["ä", 1.5, null]}'.encode()) == {"a": ["ä", 1.5, None]}


def test_reads_every_number_and_character_in_whatever_writing() -> None:
    big = 123456789012345678901234567890
    for text in (f'{{"a":{big},"b":"\\ud83d\\ude00"}}', f'{{ "a": {big}, "b": "\U0001f600" }}'):
        assert strict_json(text.encode()) == {"a": big, "b": "\U0001f600"}


@pytest.mark.parametrize(("depth", "fine"), [(DEEPEST - 1, True), (DEEPEST + 1, False), (900, False), (90_000, False)])
def test_what_nests_beyond_reason_is_said_to_and_nothing_breaks(depth: int, fine: bool) -> None:
    text = b'{"a": ' * depth + b"1" + b"}" * depth
    if fine:
        assert strict_json(text)
    else:
        with pytest.raises(MalformedBody, match="nested"):
            strict_json(text)


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert len(strict_json(b"[" + b"[]," * 5000 + b"[]]")) == 5001
