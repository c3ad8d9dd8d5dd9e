"""Keeping secrets out of everything that is written down.

Two nets, one under the other: places that are secret by their name (a ``token`` parameter, a ``password`` member, a
``Cookie`` header) are masked whatever they hold, and every secret that the run knows is masked wherever it stands.
A known secret of fewer than :data:`SHORTEST` characters is caught by the first net only: masking the word ``demo``
everywhere would make reports unreadable and hide nothing.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

from voipbin_harness.exchange import MOST_VALUES, Exchange

#: ``VOIPBIN_PASSWORD``, ``GITHUB_TOKEN``, ``AWS_SECRET_ACCESS_KEY`` and the like.
_SECRET_VARIABLE = re.compile(r"(?i)(PASSWORD|PASSWD|TOKEN|SECRET|ACCESS_?KEY|API_?KEY)$")

MASK = "***"
SHORTEST = 8

_SECRET_NAMES = frozenset(
    {"token", "accesskey", "access_key", "password", "passwd", "secret", "access_token", "refresh_token", "api_key"}
)
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})
_NAMES = "|".join(sorted(_SECRET_NAMES, key=len, reverse=True))

#: A body in lower case without any of these has no member with a secret name, not even an escaped one.
_MAY_NAME = (*(f'"{name}"'.encode() for name in sorted(_SECRET_NAMES)), b"\\u")
_PARAMETER = re.compile(rf"(?i)(?<![\w.$-])({_NAMES})=(?!\*\*\*)[^\s&#;,\"'<>)]+")
_MEMBER = re.compile(rf"(?is)(\\*[\"'])({_NAMES})\1(\s*:\s*)(\\*[\"'])((?:(?!\4)(?:\\.|.))*)")
_MEMBER_BARE = re.compile(rf"(?i)(\\*[\"'])({_NAMES})\1(\s*:\s*)(-?\d[\d.eE+-]*)")
_HEADER_LINE = re.compile(r"(?im)\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\s*:\s*)([^\r\n\"']+)")
_SCHEME = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9+/._~-]{6,}=*")
_USERINFO = re.compile(r"(?<=://)[^/\s@\"'?#]+@")

#: What a text holds, its case folded, that has a member or parameter with a secret name. None has the letter i, which
#: matches more in a pattern without case than folding tells.
_MEMBERS = tuple(quote + name for quote in "\"'" for name in ("token", "access", "passw", "secret", "refresh_", "ap"))
_PARAMETERS = ("token=", "accesskey=", "access_key=", "password=", "passwd=", "secret=", "_key=")
#: The patterns and what they leave, each with what a text must hold for it to be worth the search.
_NETS: Sequence[tuple[Sequence[str], re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    (("author", "cook", "-key"), _HEADER_LINE, lambda m: m[1] + m[2] + _header_value(m[1], m[3])),
    (_MEMBERS, _MEMBER, lambda m: f"{m[1]}{m[2]}{m[1]}{m[3]}{m[4]}{MASK}"),
    (_MEMBERS, _MEMBER_BARE, lambda m: f"{m[1]}{m[2]}{m[1]}{m[3]}{MASK}"),
    (_PARAMETERS, _PARAMETER, lambda m: f"{m[1]}={MASK}"),
    (("bearer", "bas"), _SCHEME, lambda m: f"{m[1]} {MASK}"),
    (("://",), _USERINFO, lambda _: f"{MASK}@"),
)


class Masker:
    """Masks secrets in texts, headers, URLs and bodies; :meth:`learn` adds one while the run goes on."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: set[str] = set()
        self._writings: set[str] = set()
        self._known: re.Pattern[str] | None = None
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: str) -> None:
        """Mask this text from now on, in every writing in which it may turn up."""
        if len(secret) >= SHORTEST and secret not in self._secrets:
            self._secrets.add(secret)
            self._writings |= _writings(secret)
            self._known = None

    def learn_from(self, exchange: Exchange) -> None:
        """Learn the tokens that an answer hands out: login's and those of access keys, in body and cookie."""
        for name, value in exchange.response_headers:
            if name.lower() == "set-cookie":
                self.learn(unquote_plus(value.split(";")[0].partition("=")[2]))
        body = exchange.response_body
        find = body.lower().find
        if any(find(sign) >= 0 for sign in _MAY_NAME):
            for secret in _named(_parsed(body.decode(errors="replace"))):
                self.learn(secret)

    def text(self, text: str) -> str:
        """Mask a text of any kind: an error message, a log line, a fragment of JSON, a URL."""
        if self._known is None and self._writings:
            writings = sorted(self._writings, key=lambda w: (-len(w), w))
            self._known = re.compile("|".join([*map(re.escape, writings), *map(_cut, writings)]))
        text = self._known.sub(MASK, text) if self._known else text
        folded = text.casefold()
        for signs, pattern, masked in _NETS:
            if any(sign in folded for sign in signs):
                text = pattern.sub(masked, text)
        return text

    def url(self, url: str) -> str:
        """Mask a URL; a secret parameter is known by its decoded name."""
        head, mark, query = url.partition("?")
        query, hash_mark, fragment = query.partition("#")
        pairs = [_parameter(pair) for pair in query.split("&")] if mark else []
        return self.text(head + mark + "&".join(pairs) + hash_mark + fragment)

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Mask headers, keeping cookie names, cookie attributes and the scheme of an authorization."""
        return tuple((name, self.text(_header_value(name, value))) for name, value in headers)

    def body(self, body: bytes) -> str:
        """Return a body as masked text; bytes that are no UTF-8 become replacement characters."""
        plain = body.decode(errors="replace")
        text, document = self.text(plain), _parsed(plain)
        if document is None:
            return text
        if "\\u" in plain and self.text(unescaped := json.dumps(document, ensure_ascii=False)) != unescaped:
            return self.text(json.dumps(_without_secrets(document), ensure_ascii=False))
        if all(found == MASK for found in _named(_parsed(text))):
            return text
        return self.text(json.dumps(_without_secrets(document), ensure_ascii=False))


def _writings(secret: str) -> set[str]:
    """Return the forms that a secret takes in URLs, JSON, HTML and base64 (of itself or within ``user:secret``)."""
    escaped = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    escaped |= {form.replace("/", "\\/") for form in escaped}
    escaped |= {"".join(f"\\u{ord(sign):04{case}}" for sign in secret) for case in "xX"}
    encoded = {quote(secret, safe=""), quote(secret), quote_plus(secret)}
    encoded.add("".join(f"%{byte:02X}" for byte in secret.encode()))
    encoded |= {re.sub("%..", lambda m: m[0].lower(), form) for form in encoded}
    encoded |= {html.escape(form) for form in (secret, *encoded)}
    return {form for form in {secret} | escaped | encoded | _base64_cores(secret.encode()) if len(form) >= SHORTEST}


def environment_secrets(environ: Mapping[str, str] = os.environ) -> set[str]:
    """Return what stands in variables of the environment whose name says that it is a secret."""
    return {value for name, value in environ.items() if _SECRET_VARIABLE.search(name)}


def _cut(writing: str) -> str:
    """Return a pattern for the beginning of a secret where a text was cut, which shows as ``…``."""
    enough = max(SHORTEST, min(12, len(writing) * 2 // 3))
    return f"{re.escape(writing[:enough])}.{{0,{len(writing) - enough}}}?(?=\\s?…)"


def _base64_cores(secret: bytes) -> set[str]:
    """Return the base64 characters that depend on the secret alone, for each of the three alignments."""
    cores = set()
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + secret).decode().rstrip("=")
        complete = (before + len(secret)) * 8 // 6
        core = whole[-(-before * 8 // 6) : complete]
        cores |= {core, core.replace("+", "-").replace("/", "_")}
    return cores


def _header_value(name: str, value: str) -> str:
    lower = name.lower()
    if lower not in _SECRET_HEADERS:
        return value
    if lower.endswith("cookie"):
        first, *rest = value.split(";")
        crumbs = [_crumb(first), *(rest if lower == "set-cookie" else map(_crumb, rest))]
        return ";".join(crumbs)
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {MASK}" if space and scheme.lower() in {"bearer", "basic", "digest"} else MASK


def _crumb(crumb: str) -> str:
    name, equals, _ = crumb.partition("=")
    return f"{name}={MASK}" if equals else MASK


def _parameter(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return f"{name}={MASK}" if equals and value and unquote_plus(name).lower() in _SECRET_NAMES else pair


def _parsed(text: str) -> Any:
    """Return what a text says as JSON; ``None`` where it says nothing, or more than anybody can look through."""
    try:
        return json.loads(text) if text.count(",") <= MOST_VALUES else None
    except (ValueError, RecursionError):
        return None


def _named(document: Any, *, below: bool = False) -> list[str]:
    """Return the texts below members with a secret name."""
    found: list[str] = []
    waiting = [(document, below)]
    while waiting:
        value, secret = waiting.pop()
        if isinstance(value, dict):
            waiting += [(v, secret or str(k).lower() in _SECRET_NAMES) for k, v in value.items()]
        elif isinstance(value, list):
            waiting += [(v, secret) for v in value]
        elif secret and isinstance(value, str) and value:
            found.append(value)
    return found


def _without_secrets(document: Any) -> Any:
    if isinstance(document, dict):
        return {k: MASK if str(k).lower() in _SECRET_NAMES else _without_secrets(v) for k, v in document.items()}
    return [_without_secrets(v) for v in document] if isinstance(document, list) else document
