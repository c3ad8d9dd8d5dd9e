"""What an entry of a recording tells of credentials: the one that it carries, and those that its answer hands out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from voipbin_harness.traffic.entries import Entry


def credential_of(entry: Entry) -> str | None:
    """Return the credential that a request carries, ``None`` where it carries none."""
    query = parse_qs(urlsplit(entry.url).query)
    for name in ("token", "accesskey"):
        if query.get(name):
            return query[name][-1]
    for name, value in entry.request_headers:
        lower = name.lower()
        if lower == "authorization" and value.lower().startswith("bearer "):
            return value[7:].strip() or None
        if lower == "cookie" and (token := _cookie(value)):
            return token
    return None


def done(entry: Entry) -> bool:
    """Whether the API did what was asked."""
    return 200 <= entry.status < 300


def posted(entry: Entry, name: str) -> str:
    """Return a text of the request's body, ``""`` where there is none of that name."""
    return _text(_json(entry.request_body), name)


def handed_out(login: Entry) -> str:
    """Return the token that a login answers with, ``""`` where it has none."""
    return _text(_json(login.response_body), "token")


def access_keys(entry: Entry) -> Iterator[str]:
    """Yield the access keys that an answer shows: they sign for the account that was shown them."""
    if "/accesskeys" in entry.path and done(entry):
        yield from filter(None, (_text(document, "token") for document in _documents(entry)))


def customers(entry: Entry) -> Iterator[str]:
    """Yield the customers whose documents an answer shows."""
    if done(entry):
        yield from filter(None, (_text(document, "customer_id") for document in _documents(entry)))


def _cookie(value: str) -> str:
    try:
        found = SimpleCookie(value).get("token")
    except CookieError:
        return ""
    return found.value if found else ""


def _documents(entry: Entry) -> list[Any]:
    """Return the documents of an answer: the items of a list, or the body itself."""
    body = _json(entry.response_body)
    if isinstance(body, dict) and isinstance(result := body.get("result"), list):
        return result
    return body if isinstance(body, list) else [body]


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return None


def _text(document: Any, name: str) -> str:
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, str) else ""
