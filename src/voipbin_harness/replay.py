"""The command that sends a request again, for people to paste into a shell.

``$VOIPBIN_URL`` stands for scheme and host (without ``/v1.0``), ``$VOIPBIN_TOKEN``, ``$VOIPBIN_ACCESSKEY`` and
``$VOIPBIN_PASSWORD`` for the credential, so that the line holds on every target and tells no secret.
"""

from __future__ import annotations

import base64
import re
import shlex
from urllib.parse import unquote_plus, urlsplit

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import MASK, Masker

LONGEST_BODY = 4000  # bytes; beyond it a line is no longer something that one pastes

_BY_ITSELF = frozenset(
    {"host", "user-agent", "accept", "accept-encoding", "connection", "content-length", "transfer-encoding"}
)
_TOKEN, _ACCESSKEY, _PASSWORD = "$VOIPBIN_TOKEN", "$VOIPBIN_ACCESSKEY", "$VOIPBIN_PASSWORD"
_BAD = "not-a-credential"
_VARIABLE = re.compile(r"(\$VOIPBIN_[A-Z]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def curl(exchange: Exchange, masker: Masker) -> str:
    """Return one shell line that replays the request of an exchange, without a secret and without the host.

    A deliberately bad credential is replayed as another bad one. A body over :data:`LONGEST_BODY` bytes is cut, and
    the line says so; one that a shell cannot hold in quotes travels as base64.
    """
    notes = []
    if exchange.account not in (None, "demo") and _signed(exchange):
        notes.append(f"signed as the account {_CONTROL.sub('?', str(exchange.account))!r}")
    before, body = _body(exchange, masker, notes)
    words = ["curl -sS -g --path-as-is", *_method(exchange), _quoted("$VOIPBIN_URL" + _path(exchange, masker))]
    words += _headers(exchange, masker) + body
    line = before + " ".join(words)
    return _CONTROL.sub("?", line + (f"  # {'; '.join(notes)}" if notes else ""))


def _method(exchange: Exchange) -> list[str]:
    if exchange.method == "HEAD":
        return ["-I"]
    return [] if exchange.method == "GET" and not exchange.request_body else ["-X " + shlex.quote(exchange.method)]


def _path(exchange: Exchange, masker: Masker) -> str:
    parts = urlsplit(exchange.url)
    pairs = [_pair(pair, exchange, masker) for pair in parts.query.split("&")] if parts.query else []
    return masker.text(parts.path) + ("?" + "&".join(pairs) if pairs else "")


def _pair(pair: str, exchange: Exchange, masker: Masker) -> str:
    name, equals, value = pair.partition("=")
    variable = {"token": _TOKEN, "accesskey": _ACCESSKEY}.get(unquote_plus(name))
    if variable and value:
        return f"{name}={variable if exchange.account else _BAD}"
    return masker.url("?" + pair)[1:] if equals else masker.text(pair)


def _headers(exchange: Exchange, masker: Masker) -> list[str]:
    words = []
    for (name, value), (_, masked) in zip(
        exchange.request_headers, masker.headers(exchange.request_headers), strict=True
    ):
        lower = name.lower()
        if lower in _BY_ITSELF and not (lower == "accept" and value != "*/*"):
            continue
        credential = _TOKEN if exchange.account else _BAD
        shown = masked.replace(MASK, credential) if lower in ("authorization", "cookie") else masked
        words.append("-H " + _quoted(f"{name}: {shown}"))
    if exchange.request_body and exchange.request_header("content-type") is None:
        words.append("-H 'Content-Type:'")  # curl would add one of its own
    return words


def _body(exchange: Exchange, masker: Masker, notes: list[str]) -> tuple[str, list[str]]:
    """Return what goes before the command and the words that carry the body."""
    if not exchange.request_body:
        return "", []
    text = masker.text(exchange.request_body.decode("utf-8", "surrogateescape"))
    if exchange.path.endswith("/auth/login"):
        text = re.sub(rf'("password"\s*:\s*"){re.escape(MASK)}', lambda m: m[1] + _PASSWORD, text)
    whole = text.encode("utf-8", "surrogateescape")
    if len(whole) > LONGEST_BODY:
        notes.append(f"the body is cut after {LONGEST_BODY} of {len(whole)} bytes")
        text = whole[:LONGEST_BODY].decode("utf-8", "surrogateescape")
    if _CONTROL.search(text):
        packed = base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()
        return f"printf %s {packed} | base64 -d | ", ["--data-binary @-"]
    return "", ["--data-raw " + _quoted(text)]


def _signed(exchange: Exchange) -> bool:
    names = {name.lower() for name, _ in exchange.request_headers} | set(exchange.query)
    return bool(names & {"token", "accesskey", "authorization", "cookie"})


def _quoted(text: str) -> str:
    """Quote a text for a shell so that only our own variables are expanded."""
    parts = _VARIABLE.split(text)
    plain = "".join(parts[::2])
    if len(parts) > 1 and not re.search(r'[\\"$`!]', plain):
        return f'"{text}"'
    words = [f'"{part}"' if i % 2 else shlex.quote(part) for i, part in enumerate(parts) if part]
    return "".join(words) or "''"
