"""HAR files for the tests of this folder: exchanges as browsers and proxies would have recorded them."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voipbin_harness.exchange import Exchange

HOST = "https://api.example"


def entry(
    exchange: Exchange, *, second: float = 0, time_ms: float = 5, host: str = HOST, **more: Any
) -> dict[str, Any]:
    """Return an exchange as an entry; ``more`` replaces members of the entry."""
    request: dict[str, Any] = {
        "method": exchange.method,
        "url": exchange.url.replace("http://mock", host),
        "httpVersion": "HTTP/2",
        "cookies": [],
        "headers": [{"name": ":method", "value": exchange.method}, *_headers(exchange.request_headers)],
        "queryString": [],
        "headersSize": -1,
        "bodySize": len(exchange.request_body),
    }
    if exchange.request_body:
        request["postData"] = {"mimeType": "application/json", "text": exchange.request_body.decode()}
    response = {
        "status": exchange.status,
        "statusText": "",
        "httpVersion": "HTTP/2",
        "cookies": [],
        "headers": [{"name": ":status", "value": str(exchange.status)}, *_headers(exchange.response_headers)],
        "content": {
            "size": len(exchange.response_body),
            "mimeType": "application/json",
            "text": exchange.response_body.decode(),
        },
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": -1,
    }
    return {
        "startedDateTime": f"2026-01-01T10:00:{second:06.3f}Z",
        "time": time_ms,
        "request": request,
        "response": response,
        "cache": {},
        "timings": {"send": 0, "wait": time_ms, "receive": 0},
        **more,
    }


def har(path: Path, entries: Sequence[Any]) -> Path:
    """Write a HAR and return its path."""
    log = {"version": "1.2", "creator": {"name": "a browser", "version": "1"}, "entries": list(entries)}
    path.write_text(json.dumps({"log": log}), encoding="utf-8")
    return path


def jwt(**claims: object) -> str:
    """Return a token with those claims."""
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{body}.sig"


def _headers(headers: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name.lower(), "value": value} for name, value in headers]
