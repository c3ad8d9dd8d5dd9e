"""What an exchange shows of itself in the Allure report."""

from __future__ import annotations

import json

import pytest

from voipbin_harness.masking import Masker
from voipbin_harness.reporting.exchange_document import LONGEST_BODY, exchange_document, exchange_title


def test_it_shows_request_answer_and_time(exchange, masker: Masker) -> None:
    shown = json.loads(exchange_document(exchange(at_ms=2000, elapsed_ms=3.4), masker))
    assert (shown["start"], shown["stop"]) == (2000, 2003)
    assert shown["request"]["query"] == [{"name": "token", "value": "***"}]
    assert "body" not in shown["request"]
    assert (shown["response"]["status"], shown["response"]["statusText"]) == (200, "OK")
    assert shown["response"]["body"]["value"].startswith('{\n  "id"')


@pytest.mark.parametrize("body", [b"\xff\x00\x1b[31m", b"{", b"<html>", b"[" * 5000, "grüße".encode()])
def test_any_body_can_be_shown(exchange, masker: Masker, body: bytes) -> None:
    shown = json.loads(exchange_document(exchange(request_body=body, response_body=body, status=299), masker))
    assert "\x00" not in shown["response"]["body"]["value"]
    assert "\x1b" not in shown["request"]["body"]["value"]
    assert shown["response"]["statusText"] == ""


def test_a_large_body_is_cut_and_says_so(exchange, masker: Masker) -> None:
    shown = json.loads(exchange_document(exchange(response_body=b"x" * (LONGEST_BODY + 1)), masker))
    assert shown["response"]["body"]["truncated"] is True
    assert len(shown["response"]["body"]["value"]) == LONGEST_BODY
    assert shown["response"]["body"]["size"] == LONGEST_BODY + 1


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("demo", "1. GET /calls/{id} → 200 · at 2.00 s"),
        ("other", "1. GET /calls/{id} → 200 · at 2.00 s · as other"),
        (None, "1. GET /calls/{id} → 200 · at 2.00 s · without a valid credential"),
    ],
)
def test_its_title_names_what_when_and_who(exchange, account: str | None, expected: str) -> None:
    assert exchange_title(exchange(account=account, at_ms=2000)) == expected
