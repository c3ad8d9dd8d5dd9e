"""An exchange as Allure's own document of HTTP traffic, which its report shows as a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.reporting.text import visible

MEDIA_TYPE = "application/vnd.allure.http+json"
EXTENSION = "httpexchange"
LONGEST_BODY = 20_000  # characters; a report of thousands of exchanges must still open


def exchange_document(exchange: Exchange, masker: Masker) -> str:
    """Return the document, masked; it starts on the target's clock, and lasts as long as the answer took."""
    url = masker.url(exchange.url)
    stop = exchange.at_ms + max(1, round(exchange.elapsed_ms))
    request_type, response_type = exchange.request_header("content-type"), exchange.response_header("content-type")
    document = {
        "schemaVersion": 1,
        "start": exchange.at_ms,
        "stop": stop,
        "request": {
            "method": exchange.method,
            "url": visible(url),
            "query": _pairs(parse_qsl(urlsplit(url).query, keep_blank_values=True)),
            "headers": _pairs(masker.headers(exchange.request_headers)),
            **_body(exchange.request_body, request_type, masker),
        },
        "response": {
            "status": exchange.status,
            "statusText": _phrase(exchange.status),
            "headers": _pairs(masker.headers(exchange.response_headers)),
            **_body(exchange.response_body, response_type, masker),
        },
    }
    return json.dumps(document, ensure_ascii=False)


def exchange_title(exchange: Exchange) -> str:
    """Return what an exchange is called among the attachments of a step."""
    who = {"demo": "", None: " · without a valid credential"}.get(exchange.account, f" · as {exchange.account}")
    return visible(f"{exchange.number}. {exchange.name} → {exchange.status} · at {exchange.at_ms / 1000:.2f} s{who}")


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": visible(name), "value": visible(value)} for name, value in pairs]


def _body(raw: bytes, media_type: str | None, masker: Masker) -> dict[str, Any]:
    body = masker.body(raw)
    if not body:
        return {}
    text = masker.text(_pretty(visible(body, keep="\n\t\r")))
    shown = {
        "contentType": visible(masker.text(media_type or "text/plain")),
        "encoding": "utf8",
        "value": text[:LONGEST_BODY],
        "size": len(body),
    }
    return {"body": {**shown, "truncated": True} if len(text) > LONGEST_BODY else shown}


def _pretty(body: str) -> str:
    """Indent JSON, and leave everything else as it came."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
