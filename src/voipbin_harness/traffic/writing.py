"""Writing exchanges as HAR 1.2, masked: what a run has said and heard, for any viewer and for ``check``."""

from __future__ import annotations

import base64
import errno
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from voipbin_harness import __version__
from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.traffic.entries import ACCOUNT, AT_MS, SESSION
from voipbin_harness.traffic.reading import ORIGIN


def har_entries(test: str, exchanges: Sequence[Exchange], masker: Masker) -> list[dict[str, Any]]:
    """Return the exchanges of one test as entries of a HAR, without a secret; :class:`HarFile` adds the date."""
    for exchange in exchanges:
        masker.learn_from(exchange)
    return [_entry(test, exchange, masker) for exchange in exchanges]


def _entry(test: str, exchange: Exchange, masker: Masker) -> dict[str, Any]:
    elapsed = round(exchange.elapsed_ms, 3)
    return {
        "pageref": test,
        "time": elapsed,
        "request": _request(exchange, masker),
        "response": _response(exchange, masker),
        "cache": {},
        "timings": {"send": 0, "wait": elapsed, "receive": 0},
        SESSION: test,
        ACCOUNT: exchange.account,
        AT_MS: exchange.at_ms,
    }


def _request(exchange: Exchange, masker: Masker) -> dict[str, Any]:
    url = masker.url(exchange.url)
    request: dict[str, Any] = {
        "method": exchange.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(exchange.request_headers, masker),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True, errors="replace")
        ],
        "headersSize": -1,
        "bodySize": len(exchange.request_body),
    }
    if exchange.request_body:
        text, encoding = _text(exchange.request_body, masker)
        request["postData"] = {"mimeType": exchange.request_header("Content-Type") or "", "text": text}
        if encoding:
            request["postData"]["_encoding"] = encoding
    return request


def _response(exchange: Exchange, masker: Masker) -> dict[str, Any]:
    content: dict[str, Any] = {
        "size": len(exchange.response_body),
        "mimeType": masker.text(exchange.response_header("Content-Type") or ""),
    }
    if exchange.response_body:
        content["text"], encoding = _text(exchange.response_body, masker)
        if encoding:
            content["encoding"] = encoding
    return {
        "status": exchange.status,
        "statusText": HTTPStatus(exchange.status).phrase if exchange.status in set(HTTPStatus) else "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(exchange.response_headers, masker),
        "content": content,
        "redirectURL": masker.url(exchange.response_header("Location") or ""),
        "headersSize": -1,
        "bodySize": -1,
    }


def _headers(headers: Iterable[tuple[str, str]], masker: Masker) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in masker.headers(headers)]


def _text(body: bytes, masker: Masker) -> tuple[str, str]:
    """Return a body, masked, and its encoding: bytes that are no UTF-8 must come back as they were."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        masked = masker.text(body.decode("utf-8", "surrogateescape"))
        return base64.b64encode(masked.encode("utf-8", "surrogateescape")).decode(), "base64"
    return masker.body(body), ""


class HarFile:
    """A HAR that grows while a run goes on; :meth:`close` brings the tests into the order of their names.

    ``origin`` says what was recorded, ``started`` (a wall time in s) when; an exchange stands at that time plus the
    target's clock. Until it is closed, all is in a file beside it (``.part``), one line an exchange.
    Raises :class:`OSError` where the file cannot be written.
    """

    def __init__(self, path: Path, origin: Mapping[str, Any], started: float) -> None:
        self.path = path
        self._origin = origin
        self._started = datetime.fromtimestamp(started, UTC)
        self._part = path.with_name(path.name + ".part")
        self._lines: dict[str, tuple[int, int, str]] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder: name a file")
        self._part.write_bytes(b"")

    def take(self, test: str, title: str, entries: Sequence[Mapping[str, Any]]) -> None:
        """Keep the entries of one test; of a test that is told twice, the last telling counts."""
        if not entries:
            return
        line = b",\n".join(
            json.dumps({"startedDateTime": self._at(entry[AT_MS]), **entry}).encode() for entry in entries
        )
        with self._part.open("ab") as file:
            self._lines[test] = (file.tell(), len(line), title)
            file.write(line + b"\n")

    def close(self) -> None:
        """Write the HAR."""
        tests = sorted(self._lines)
        pages = [
            {"startedDateTime": self._at(0), "id": test, "title": self._lines[test][2], "pageTimings": {}}
            for test in tests
        ]
        head = {
            "version": "1.2",
            "creator": {"name": "voipbin-harness", "version": __version__},
            ORIGIN: dict(self._origin),
            "pages": pages,
        }
        with self._part.open("rb") as part, self.path.open("wb") as file:
            file.write(b'{"log": ' + json.dumps(head).encode()[:-1] + b', "entries": [\n')
            for number, test in enumerate(tests):
                at, length, _ = self._lines[test]
                part.seek(at, os.SEEK_SET)
                file.write((b",\n" if number else b"") + part.read(length))
            file.write(b"\n]}}\n")
        self._part.unlink()

    def _at(self, at_ms: int) -> str:
        return (self._started + timedelta(milliseconds=at_ms)).isoformat(timespec="milliseconds")
