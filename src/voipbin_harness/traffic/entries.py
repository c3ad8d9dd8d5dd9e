"""One entry of a HAR, as browsers, proxies and this harness write it, read into what went over the line."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from voipbin_harness.lazy import lazy
from voipbin_harness.line import LONGEST_BODY

Headers = tuple[tuple[str, str], ...]

#: Members of our own: the test that an entry is of, its account, and the target's clock in ms.
SESSION, ACCOUNT, AT_MS = "_session", "_account", "_atMs"

_BODILESS = (204, 304)
_WITH_A_BODY = ("POST", "PUT", "PATCH")
#: With these a client asks for an answer only if it is another than the one it has (RFC 9110, 13.1).
_CONDITIONAL = ("if-none-match", "if-modified-since")


class LeftOut(Exception):
    """An entry that cannot be judged; the message is the reason, the same for all of its kind."""


@dataclass(frozen=True)
class Entry:
    """A request and its answer.

    ``started_ms`` counts from 1970, ``None`` where it is not told. ``session`` is ``None`` in a recording of others.
    ``account`` is what the entry itself says of its account; it says so only if ``named``.
    """

    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    status: int
    response_headers: Headers
    response_body: bytes
    started_ms: float | None
    elapsed_ms: float
    at_ms: int | None = None
    session: str | None = None
    account: str | None = None
    named: bool = False

    @lazy
    def host(self) -> str:
        """Scheme, host and port."""
        return host_of(self.url)

    @lazy
    def path(self) -> str:
        """The path of the URL."""
        return path_of(self.url)


def host_of(url: str) -> str:
    """Return scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def path_of(url: str) -> str:
    """Return the path of a URL."""
    return urlsplit(url).path


def url_of(raw: Any) -> str:
    """Return the URL of a raw entry, ``""`` where it has none that can be read."""
    url = _object(_object(raw).get("request")).get("url")
    try:
        return url if isinstance(url, str) and urlsplit(url).netloc else ""
    except ValueError:
        return ""


def method_and_status(raw: Mapping[str, Any]) -> tuple[str, Any]:
    """Return what a raw entry says was asked and answered, whatever it is."""
    return str(_object(raw.get("request")).get("method", "")).upper(), _object(raw.get("response")).get("status")


def started_of(raw: Mapping[str, Any]) -> float | None:
    """Return when a raw entry was sent, in ms from 1970; ``None`` where it does not tell."""
    try:
        started = datetime.fromisoformat(str(raw.get("startedDateTime", "")))
    except ValueError:
        return None
    zoned = started if started.tzinfo else started.replace(tzinfo=UTC)
    return zoned.timestamp() * 1000


def read_entry(raw: Mapping[str, Any]) -> Entry:
    """Read a raw entry; raises :class:`LeftOut` when something that is needed to judge it was not recorded."""
    request, response = _object(raw.get("request")), _object(raw.get("response"))
    method, status = method_and_status(raw)
    if not isinstance(status, int) or status < 100 or not method:
        raise LeftOut("without an answer")
    request_headers = _headers(request)
    _refuse_what_others_answer(raw, method, status, {name.lower() for name, _ in request_headers})
    response_headers = _headers(response)
    content = _object(response.get("content"))
    if not response_headers and content.get("mimeType"):
        response_headers = (("Content-Type", str(content["mimeType"])),)
    return Entry(
        method=method,
        url=url_of(raw),
        request_headers=_with_cookies(request, request_headers),
        request_body=_request_body(request, method, request_headers),
        status=status,
        response_headers=response_headers,
        response_body=_response_body(response, content, response_headers, bodiless=method == "HEAD"),
        started_ms=started_of(raw),
        elapsed_ms=_number(raw.get("time")),
        at_ms=raw[AT_MS] if isinstance(raw.get(AT_MS), int) else None,
        session=raw[SESSION] if isinstance(raw.get(SESSION), str) else None,
        account=raw[ACCOUNT] if isinstance(raw.get(ACCOUNT), str) else None,
        named=ACCOUNT in raw,
    )


def _refuse_what_others_answer(raw: Mapping[str, Any], method: str, status: int, asked: set[str]) -> None:
    """Raise :class:`LeftOut` for an answer that is none of the API's contract: a browser's, or a cache's."""
    if method == "OPTIONS" and "access-control-request-method" in asked:
        raise LeftOut("preflight requests of a browser")
    if raw.get("_fromCache"):
        raise LeftOut("answered by a browser's cache, never sent to the API")
    if status == HTTPStatus.NOT_MODIFIED and method in ("GET", "HEAD") and not asked.isdisjoint(_CONDITIONAL):
        raise LeftOut("answered 304, for the client had the answer already")


def _headers(message: Mapping[str, Any]) -> Headers:
    """Return the headers; HTTP/2's pseudo headers (``:path``) are no headers."""
    found = message.get("headers")
    pairs = [_object(header) for header in found] if isinstance(found, list) else []
    return tuple(
        (str(pair["name"]), str(pair.get("value", "")))
        for pair in pairs
        if pair.get("name") and not str(pair["name"]).startswith(":")
    )


def _with_cookies(request: Mapping[str, Any], headers: Headers) -> Headers:
    """Add the header that some recorders leave out because they list the cookies already."""
    found = request.get("cookies")
    cookies = [_object(cookie) for cookie in found] if isinstance(found, list) else []
    if not cookies or any(name.lower() == "cookie" for name, _ in headers):
        return headers
    return (*headers, ("Cookie", "; ".join(f"{c.get('name', '')}={c.get('value', '')}" for c in cookies)))


def _request_body(request: Mapping[str, Any], method: str, headers: Headers) -> bytes:
    post = _object(request.get("postData"))
    text, params = post.get("text"), post.get("params")
    if isinstance(text, str) and (text or not params):
        return _decoded(text, post.get("_encoding", post.get("encoding")))
    if isinstance(params, list) and params:
        return urlencode([(str(p.get("name", "")), str(p.get("value", ""))) for p in map(_object, params)]).encode()
    size = _size(headers, request.get("bodySize"))
    if size or (size is None and method in _WITH_A_BODY):
        raise LeftOut("whose request body was not recorded")
    return b""


def _response_body(
    response: Mapping[str, Any], content: Mapping[str, Any], headers: Headers, *, bodiless: bool
) -> bytes:
    text = content.get("text")
    if isinstance(text, str) and text:
        return _inflated(_decoded(text, content.get("encoding")), headers)
    lacks = not bodiless and response["status"] not in _BODILESS
    if lacks and _size(headers, content.get("size"), response.get("bodySize")) != 0:
        raise LeftOut("whose answer's body was not recorded")
    return b""


def _size(headers: Headers, *declared: object) -> float | None:
    """Return how large a body was, ``None`` where the entry does not tell: -1 stands for "not known" in a HAR."""
    known = [size for size in declared if isinstance(size, int | float) and size >= 0]
    lengths = [value.strip() for name, value in headers if name.lower() == "content-length"]
    return max([*known, *(float(length) for length in lengths if length.isdecimal())], default=None)


def _decoded(text: str, encoding: object) -> bytes:
    if encoding != "base64":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        raise LeftOut("whose body is no base64, as it says") from None


def _inflated(body: bytes, headers: Headers) -> bytes:
    """Decompress what a recorder kept as it came over the line; most have done so already."""
    coded = any(name.lower() == "content-encoding" and "gzip" in value.lower() for name, value in headers)
    if not coded or body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, LONGEST_BODY)
    except zlib.error:
        return body


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and value > 0 else 0.0


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
